import { expect, it } from 'vitest'
import { parseChoices } from './choices.ts'

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
