/** One container in detail, and what can be done with it. */
export const container = {
  labelled: 'Container {{name}}',
  actionsFor: 'Actions for {{name}}',
  moreActions: 'More actions for {{name}}',
  full: 'Full width',
  fullWithKey: 'Full width (Enter)',
  beside: 'Beside the table',
  close: 'Close detail',
  closeWithKey: 'Close (Esc)',
  opening: 'Opening…',
  asking: 'Asking the engine…',
  nowhere: 'There is no container {{name}} any more.',
  removed: '{{name}} was removed at {{at}}.',
  removedHint:
    'What it wrote outside of volumes went with it; named volumes are still there. It ran the image {{image}}.',
  tabs: {
    overview: 'Overview',
    logs: 'Logs',
    terminal: 'Terminal',
    inspect: 'Inspect',
  },
  keys: {
    title: 'In a container',
    tab: 'Its first, second … tab',
    nextTab: 'Previous, next tab',
  },
  do: {
    state: '{{action}} {{name}}',
    logs: { label: 'Logs', command: 'Logs of {{name}}' },
    terminal: { label: 'Terminal', command: 'Terminal in {{name}}' },
    overview: { label: 'Overview', command: 'Overview of {{name}}' },
    open: { label: 'Open {{port}}', command: 'Open {{port}} of {{name}}' },
    copyId: { label: 'Copy id', command: 'Copy the id of {{name}}' },
    copyExec: { label: 'Copy docker exec command', command: 'Copy the docker exec command for {{name}}' },
    remove: { label: 'Remove…', command: 'Remove {{name}}…' },
  },
} as const
