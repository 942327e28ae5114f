export const app = {
  pages: {
    label: 'Pages',
    containers: 'Containers',
    images: 'Images',
    machine: 'Machine',
    containersRunning_one: '{{count, number}} container running of {{all, number}}',
    containersRunning_other: '{{count, number}} containers running of {{all, number}}',
  },
  rail: {
    keys: 'Keys',
    keysWithKey: 'Keys (?)',
    appearance: 'Appearance',
    schemeAuto: 'As the system',
    schemeLight: 'Light',
    schemeDark: 'Dark',
    language: 'Language',
    languageAuto: 'As the browser',
    names: 'Page names',
    collapse: 'Collapse',
    showNames: 'Show the names',
    showIcons: 'Show icons only',
  },
} as const
