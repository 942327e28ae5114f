import type { Messages } from '../messages.ts'

export const migration: Messages['migration'] = {
  title: 'Aus anderer Engine kopieren',
  command: 'Aus anderer Engine kopieren …',
  look: 'Nach Engines suchen',
  short: 'Images, Volumes und Container von Docker Desktop, Podman, Colima und anderen, die hier laufen.',
  intro:
    'Images, Volumes und Container einer anderen Engine, die auf diesem Rechner läuft. Sie werden kopiert; die andere Engine bleibt, wie sie ist.',
  source: 'Von',
  engine: '{{name}}, {{version}} ({{socket}})',
  again: 'Erneut suchen',
  none: 'Keine andere Engine antwortet auf diesem Rechner.',
  noneHint: 'Starten Sie die, aus der Sie kopieren wollen, und suchen Sie erneut.',
  elsewhere_one: 'Ein Docker-Kontext führt anderswohin, von wo nichts kopiert wird: {{names}}.',
  elsewhere_other: 'Docker-Kontexte führen anderswohin, von wo nichts kopiert wird: {{names}}.',
  elsewhereHint:
    'Gesucht wird nur nach Engines mit einem Unix-Socket auf diesem Rechner. Von anderen kommen Images mit „docker save“ dort und „berth docker load“ hier.',
  binds_one:
    'Ein Container bindet Ordner dieses Rechners ein, die die Maschine erst sieht, wenn sie freigegeben sind: {{names}}.',
  binds_other:
    'Container binden Ordner dieses Rechners ein, die die Maschine erst sieht, wenn sie freigegeben sind: {{names}}.',
  bindsHint:
    'Geben Sie sie in den Einstellungen frei und starten Sie die Maschine neu, bevor Sie die Kopien starten, oder kopieren Sie den Inhalt in ein Volume, auf dessen Seite.',
  bindsCannot:
    'Der Hypervisor dieses Rechners kann keine Ordner freigeben. Kopieren Sie den Inhalt in ein Volume, auf dessen Seite, bevor Sie die Kopien starten.',
  measuring: 'Es wird nachgesehen, was sie enthält …',
  kind: {
    containers: 'Container',
    images: 'Images',
    volumes: 'Volumes',
  },
  nothing: 'Keine.',
  all_one: 'Alle ({{count, number}})',
  all_other: 'Alle ({{count, number}})',
  there: 'schon da',
  running: '{{image}}, läuft',
  unknown: 'Größe unbekannt',
  limits:
    'Container kommen mit ihren Einstellungen, Images, Volumes und Netzwerken und werden nicht gestartet. Was ein Container außerhalb seiner Volumes geschrieben hat, bleibt, wo es ist. Volumes laufender Container werden so kopiert, wie sie in diesem Moment sind.',
  copy_one: '{{count, number}} Objekt kopieren',
  copy_other: '{{count, number}} Objekte kopieren',
  inAll: 'bis zu {{bytes}}',
  atLeast: '{{bytes}}, und was nicht gemessen ist',
  progress: 'Fortschritt der Kopie',
}
