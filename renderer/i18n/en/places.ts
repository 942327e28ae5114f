/** Folders and files of the computer that Berth runs on, and how one is picked. */
export const places = {
  browse: 'Browse…',
  browseFor: 'Browse: {{label}}',
  up: 'Up one folder',
  home: 'Home folder',
  recent: 'Picked before',
  entries: 'In this folder',
  narrow: 'Name begins with',
  narrowFolders: 'Type a folder’s name; Enter opens it, Backspace goes up',
  narrowFiles: 'Type a name; Enter opens a folder or picks a file, Backspace goes up',
  empty: 'Nothing to pick in here.',
  noneCalled: 'Nothing in here is called that.',
  more_one: '{{count, number}} more is not listed.',
  more_other: '{{count, number}} more are not listed.',
  keys: 'A dot first shows what is hidden.',
  pickThis: 'Pick {{name}}',
} as const
