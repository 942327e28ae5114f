import type { Messages } from '../messages.ts'

export const places: Messages['places'] = {
  browse: 'Suchen …',
  browseFor: 'Suchen: {{label}}',
  up: 'Einen Ordner nach oben',
  home: 'Eigener Ordner',
  recent: 'Schon einmal gewählt',
  entries: 'In diesem Ordner',
  narrow: 'Name beginnt mit',
  narrowFolders: 'Name eines Ordners; Eingabe öffnet ihn, Rücktaste geht nach oben',
  narrowFiles: 'Name; Eingabe öffnet einen Ordner oder wählt eine Datei, Rücktaste geht nach oben',
  empty: 'Hier gibt es nichts zu wählen.',
  noneCalled: 'Hier heißt nichts so.',
  more_one: '{{count, number}} weiterer Eintrag wird nicht gezeigt.',
  more_other: '{{count, number}} weitere Einträge werden nicht gezeigt.',
  keys: 'Ein Punkt zu Beginn zeigt auch Verborgenes.',
  pickThis: '{{name}} wählen',
}
