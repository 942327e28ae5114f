import { expect, test } from 'vitest'
import { lineOf, placeOf, readText, textOf, withKey } from './document.ts'

const text = textOf({
  debug: 'yes',
  'log-opts': { 'max-size': '5x' },
  'registry-mirrors': ['https://good', 'nonsense'],
  foo: 1,
})

test('settings are read; nothing is none', () => {
  expect(readText(text)).toMatchObject({ kind: 'settings', engine: { foo: 1 } })
  expect(readText(' \n')).toEqual({ kind: 'settings', engine: {} })
})

test.each([
  ['{"a": 1,\n "b": }', 2, /valid JSON/],
  ['[1]', 1, /object/],
  ['{\n  "debug": true,\n  "hosts": []\n}', 3, /"hosts" is Berth/],
  ['{', 1, /valid JSON/],
])('what is wrong with %j is in line %d', (typed, line, message) => {
  const read = readText(typed)
  if (read.kind === 'settings') throw new Error('it was taken')
  expect(lineOf(typed, read.problem.from)).toBe(line)
  expect(read.problem.message).toMatch(message)
})

test('a key is set in its place, added at the end, taken out; the others keep their order', () => {
  const engine = { b: 1, unknown: { deep: [1] }, a: 2 }
  expect(JSON.parse(withKey(engine, 'b', 3))).toEqual({ ...engine, b: 3 })
  expect(Object.keys(JSON.parse(withKey(engine, 'b', 3)) as object)).toEqual(['b', 'unknown', 'a'])
  expect(Object.keys(JSON.parse(withKey(engine, 'debug', true)) as object).at(-1)).toBe('debug')
  expect(JSON.parse(withKey(engine, 'unknown', undefined))).toEqual({ b: 1, a: 2 })
})

test.each([
  ["the following directives don't match any configuration option: foo", '"foo"'],
  ['json: cannot unmarshal string into Go struct field Config.CommonConfig.debug of type bool', '"debug"'],
  [
    'json: cannot unmarshal number into Go struct field Config.LogConfig.log-opts of type string',
    '"log-opts"',
  ],
  ['invalid mirror: no scheme specified for "nonsense": must use …', '"nonsense"'],
])('%s is about %s', (words, marked) => {
  const range = placeOf(text, words)
  expect(range && text.slice(...range)).toBe(marked)
})

test('words about nothing in the text have no place', () => {
  expect(placeOf(text, 'the disk is full')).toBeNull()
})
