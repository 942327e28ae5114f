export const migration = {
  title: 'Copy from another engine',
  command: 'Copy from another engine…',
  look: 'Look for engines',
  short: 'Images, volumes and containers of Docker Desktop, Podman, Colima and others that run here.',
  intro:
    'Images, volumes and containers of another engine that runs on this computer. They are copied; the other engine stays as it is.',
  source: 'From',
  engine: '{{name}}, {{version}} ({{socket}})',
  again: 'Look again',
  none: 'No other engine answers on this computer.',
  noneHint: 'Start the one that you want to copy from, then look again.',
  elsewhere_one: 'A docker context leads elsewhere, where nothing is copied from: {{names}}.',
  elsewhere_other: 'Docker contexts lead elsewhere, where nothing is copied from: {{names}}.',
  elsewhereHint:
    'Only engines with a Unix socket on this computer are looked at. From others, images come with “docker save” there and “berth docker load” here.',
  binds_one:
    'A container mounts folders of this computer, which the machine sees only once they are shared: {{names}}.',
  binds_other:
    'Containers mount folders of this computer, which the machine sees only once they are shared: {{names}}.',
  bindsHint:
    'Share them in the settings and restart the machine before you start the copies, or copy what is in them into a volume, on the page of the volume.',
  bindsCannot:
    'The hypervisor of this computer cannot share folders. Copy what is in them into a volume, on the page of the volume, before you start the copies.',
  measuring: 'Looking at what it holds…',
  kind: {
    containers: 'Containers',
    images: 'Images',
    volumes: 'Volumes',
  },
  nothing: 'None.',
  all_one: 'All ({{count, number}})',
  all_other: 'All ({{count, number}})',
  there: 'there already',
  running: '{{image}}, running',
  unknown: 'size unknown',
  limits:
    'Containers come with their settings, images, volumes and networks, and are not started. What a container wrote outside of its volumes stays where it is. Volumes of running containers are copied as they are at that moment.',
  copy_one: 'Copy {{count, number}} object',
  copy_other: 'Copy {{count, number}} objects',
  inAll: 'up to {{bytes}}',
  atLeast: '{{bytes}}, and what is not measured',
  progress: 'Progress of the copy',
} as const
