/** Published ports, as they answer on this computer. */
export const ports = {
  problem: {
    taken:
      'Another program of this computer has {{address}}, so the container does not answer there. End that program or publish another port; Berth keeps trying.',
    denied:
      'This computer does not let Berth answer at {{address}}. Ports below 1024 often need an administrator: publish another, or on Linux allow it with “sudo sysctl net.ipv4.ip_unprivileged_port_start=80”.',
    'no-address': 'This computer has no address {{address}}, so the container does not answer there.',
    failed: 'Berth could not answer at {{address}}; the log of the host says more. Berth keeps trying.',
    'too-many': 'More ports are published than Berth carries to this computer: {{address}} is left out.',
    'not-tcp':
      '{{protocol}} ports are not carried to this computer yet: {{address}} answers inside of the machine only.',
  },
} as const
