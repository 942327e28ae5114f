import type { Messages } from '../messages.ts'

export const container: Messages['container'] = {
  labelled: 'Container {{name}}',
  actionsFor: 'Aktionen für {{name}}',
  moreActions: 'Weitere Aktionen für {{name}}',
  full: 'Ganze Breite',
  fullWithKey: 'Ganze Breite (Enter)',
  beside: 'Neben der Tabelle',
  close: 'Details schließen',
  closeWithKey: 'Schließen (Esc)',
  opening: 'Wird geöffnet …',
  asking: 'Die Engine wird gefragt …',
  nowhere: 'Es gibt keinen Container {{name}} mehr.',
  removed: '{{name}} wurde um {{at}} entfernt.',
  removedHint:
    'Was er außerhalb von Volumes geschrieben hat, ist mit ihm fort; benannte Volumes sind noch da. Er lief aus dem Image {{image}}.',
  tabs: {
    overview: 'Überblick',
    logs: 'Logs',
    terminal: 'Terminal',
    inspect: 'Inspect',
  },
  keys: {
    title: 'In einem Container',
    tab: 'Sein erster, zweiter … Reiter',
    nextTab: 'Voriger, nächster Reiter',
  },
  do: {
    state: '{{action}}: {{name}}',
    logs: { label: 'Logs', command: 'Logs von {{name}}' },
    terminal: { label: 'Terminal', command: 'Terminal in {{name}}' },
    overview: { label: 'Überblick', command: 'Überblick über {{name}}' },
    open: { label: '{{port}} öffnen', command: '{{port}} von {{name}} öffnen' },
    copyId: { label: 'Id kopieren', command: 'Id von {{name}} kopieren' },
    copyExec: { label: 'docker-exec-Befehl kopieren', command: 'docker-exec-Befehl für {{name}} kopieren' },
    remove: { label: 'Entfernen …', command: '{{name}} entfernen …' },
  },
}
