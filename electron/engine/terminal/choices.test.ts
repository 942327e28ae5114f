import { expect, it } from 'vitest'
import { parseChoices, windowsShells } from './choices.ts'

it('reads shells and users, and nothing else', () => {
  const said =
    '/bin/bash\r\n/usr/bin/sh\r\n/sbin/nologin\r\nalias sh=x\r\n\r\nroot\r\nwww-data\r\n+\r\n-x\r\n'
  expect(parseChoices(said)).toEqual({ shells: ['/bin/bash', '/usr/bin/sh'], users: ['root', 'www-data'] })
})

it('finds nothing in what the engine says in place of a shell', () => {
  const said = 'OCI runtime exec failed: exec failed: "sh": executable file not found in $PATH: unknown\r\n'
  expect(parseChoices(said)).toEqual({ shells: [], users: [] })
  expect(parseChoices('')).toEqual({ shells: [], users: [] })
})

it('finds the shells of Windows among what its terminal draws', () => {
  const said =
    '\x1b[2J\x1b[?25lC:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe\r\n\x1b[?25hC:\\Windows\\System32\\cmd.exe\r\nECHO is on.\r\n'
  expect(windowsShells(said)).toEqual([
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    'C:\\Windows\\System32\\cmd.exe',
  ])
  expect(windowsShells('no shell')).toEqual([])
})
