import { expect, it } from 'vitest'
import { FilePath, FilePlace } from './files.ts'

it.each(['/', '/etc', '/etc/ssl certs/ü', '/...', '/a\nb'])('takes the path %j', (path) => {
  expect(FilePath.safeParse(path).success).toBe(true)
})

it.each(['', 'etc', '/etc/', '//etc', '/etc/../root', '/.', '/a\0b', `/${'x'.repeat(5000)}`])(
  'refuses the path %j',
  (path) => {
    expect(FilePath.safeParse(path).success).toBe(false)
  },
)

it('takes only places that could be', () => {
  expect(FilePlace.safeParse({ kind: 'container', id: 'web' }).success).toBe(true)
  expect(FilePlace.safeParse({ kind: 'container', id: '../x' }).success).toBe(false)
  expect(FilePlace.safeParse({ kind: 'host', path: '/' }).success).toBe(false)
})
