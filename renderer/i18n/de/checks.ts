import type { Messages } from '../messages.ts'

export const checks: Messages['checks'] = {
  label: 'Prüfungen dieses Rechners',
  looking: 'Dieser Rechner wird geprüft …',
  again: 'Erneut prüfen',
  sum: {
    ok_one: 'Alles in Ordnung.',
    ok_other: 'Alles in Ordnung.',
    warning_one: 'Berth läuft; {{count, number}} Punkt könnte besser sein.',
    warning_other: 'Berth läuft; {{count, number}} Punkte könnten besser sein.',
    failed_one: '{{count, number}} Punkt muss behoben werden, bevor Berth laufen kann.',
    failed_other: '{{count, number}} Punkte müssen behoben werden, bevor Berth laufen kann.',
  },
  state: {
    ok: 'gut',
    warning: 'könnte besser sein',
    failed: 'fehlgeschlagen',
  },
  title: {
    folders: 'Ordner',
    settings: 'Einstellungen',
    disk: 'Plattenplatz',
    hypervisor: 'Hypervisor',
    virtualisation: 'Virtualisierung',
    image: 'Image der Maschine',
    memory: 'Arbeitsspeicher',
    clock: 'Uhr',
    engines: 'Docker-Befehl',
    proxy: 'Proxy',
  },
  fix: {
    'retry-acceleration': 'Beim nächsten Start erneut versuchen',
    'default-memory': 'Zurück zur Vorgabe',
    'use-context': 'Docker mit Berth verbinden',
    'use-proxy': 'Diesen Proxy der Engine geben',
  },
}
