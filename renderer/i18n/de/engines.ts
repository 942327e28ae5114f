import type { Messages } from '../messages.ts'

export const engines: Messages['engines'] = {
  pill: 'Engine: {{name}}, {{state}}',
  states: {
    answering: 'antwortet',
    silent: 'antwortet nicht',
    asking: 'verbindet …',
  },
  own: 'in der Maschine von Berth',
  refused: {
    'not-encrypted': 'nicht geöffnet: ohne TLS könnten andere mitlesen und sie benutzen',
    'not-understood': 'nicht geöffnet: keine Adresse, die Berth versteht',
  },
  command: 'Zur Engine {{name}} wechseln',
  away: {
    title: '{{name}} antwortet nicht',
    why: 'Berth versucht es weiter.',
    back: 'Zur eigenen Engine von Berth wechseln',
  },
  silent: '{{name}} antwortet seit {{at}} nicht ({{span}}).',
  ownPage: 'Hier geht es um die eigene Maschine und Engine von Berth. Angezeigt wird sonst {{name}}.',
  ownOnly: 'Kopiert wird in die eigene Engine von Berth. Angezeigt wird sonst {{name}}.',
  missing:
    'Zuletzt war die Engine {{name}} gewählt, aber Docker hat keinen solchen Kontext mehr. Dies ist die eigene von Berth.',
  missingHint: 'Dort wurde nichts geändert.',
  understood: 'Verstanden',
}
