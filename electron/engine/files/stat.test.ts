import { expect, it } from 'vitest'
import { parseStat } from './stat.ts'

const header = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64')

it('reads what the engine says of a path', () => {
  // As a real engine sent them.
  expect(parseStat(header({ name: 'l', size: 6, mode: 134218239, linkTarget: '/abs/x' }), 'x')).toEqual({
    kind: 'link',
    bytes: 6,
    mode: 0o777,
    target: '/abs/x',
  })
  expect(parseStat(header({ name: 'sub', size: 4096, mode: 2147484141, linkTarget: '' }), 'x')).toMatchObject(
    {
      kind: 'folder',
      mode: 0o755,
    },
  )
  expect(parseStat(header({ size: 1, mode: 2 ** 23 + 0o755 }), 'x')).toMatchObject({
    kind: 'file',
    mode: 0o4755,
  })
})

it.each(['', 'not base64 of JSON', header({ mode: 'x' })])('refuses what is none: %s', (text) => {
  expect(() => parseStat(text, 'look')).toThrow('makes no sense')
})
