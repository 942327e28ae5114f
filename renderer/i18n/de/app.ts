import type { Messages } from '../messages.ts'

export const app: Messages['app'] = {
  pages: {
    label: 'Seiten',
    containers: 'Container',
    compose: 'Compose',
    images: 'Images',
    networks: 'Netzwerke',
    volumes: 'Volumes',
    builds: 'Builds',
    events: 'Ereignisse',
    disk: 'Speicherplatz',
    machine: 'Maschine',
    containersRunning_one: '{{count, number}} Container von {{all, number}} läuft',
    containersRunning_other: '{{count, number}} Container von {{all, number}} laufen',
  },
  rail: {
    keys: 'Tasten',
    keysWithKey: 'Tasten (?)',
    appearance: 'Aussehen',
    schemeAuto: 'Wie das System',
    schemeLight: 'Hell',
    schemeDark: 'Dunkel',
    language: 'Sprache',
    languageAuto: 'Wie der Browser',
    names: 'Namen der Seiten',
    collapse: 'Einklappen',
    showNames: 'Namen zeigen',
    showIcons: 'Nur Symbole zeigen',
  },
}
