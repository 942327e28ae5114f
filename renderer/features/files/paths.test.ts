import { expect, it } from 'vitest'
import { hexDump } from './hex.ts'
import { isName, joined, modeText, nameOf, parentOf, stepsTo } from './paths.ts'

it('goes up and down', () => {
  expect(joined('/', 'etc')).toBe('/etc')
  expect(joined('/etc', 'hosts')).toBe('/etc/hosts')
  expect([parentOf('/etc/hosts'), parentOf('/etc'), parentOf('/')]).toEqual(['/etc', '/', '/'])
  expect(nameOf('/etc/hosts')).toBe('hosts')
  expect(stepsTo('/etc/ssl')).toEqual([
    { name: 'etc', path: '/etc' },
    { name: 'ssl', path: '/etc/ssl' },
  ])
  expect(stepsTo('/')).toEqual([])
})

it.each([
  ['folder', 0o755, 'drwxr-xr-x'],
  ['file', 0o4750, '-rwsr-x---'],
  ['file', 0o6644, '-rwSr-Sr--'],
  ['folder', 0o1777, 'drwxrwxrwt'],
  ['link', 0o777, 'lrwxrwxrwx'],
] as const)('writes the permissions of a %s as ls does', (kind, mode, text) => {
  expect(modeText({ kind, mode })).toBe(text)
})

it('takes for a name what Linux takes', () => {
  expect(['a', '-rf', ' ', 'ü'.repeat(127)].every(isName)).toBe(true)
  expect(['', '.', '..', 'a/b', 'a\0', 'ü'.repeat(128)].some(isName)).toBe(false)
})

it('shows bytes as hexdump does', () => {
  expect(hexDump('\0ABCDEFGHIJKLMNOP')).toBe(
    '00000000  00 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f  .ABCDEFGHIJKLMNO\n' +
      `00000010  50${' '.repeat(45)}  P`,
  )
})
