export const diagnostics = {
  open: 'Diagnostics…',
  title: 'Diagnostics',
  command: 'Make diagnostics (zip)…',
  intro: 'One zip with what helps to find out what is wrong. It is saved here and sent nowhere.',
  contents: 'In it',
  what: {
    versions: 'versions of Berth, its parts and this system',
    status: 'the machine’s state and its last start',
    checks: 'the checks of this computer',
    settings: 'your settings, without passwords and tokens',
    log: 'log, the newest {{size}}',
  },
  removed:
    'Taken out: tokens, passwords, keys, logins to registries, values of environment variables, and who proxies log in as. Names of containers, images and files stay: look through it before you hand it on.',
  make: 'Save the zip',
} as const
