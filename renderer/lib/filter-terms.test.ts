// @vitest-environment node
import { expect, test } from 'vitest'
import { parseTerms, remembered, termText, termTest, type TermKind } from './filter-terms.ts'

interface Row {
  readonly name: string
  readonly kind: string
}
const kind: TermKind<Row, 'kind'> = {
  names: ['kind'],
  textOf: ({ name }) => name,
  tests: { kind: (row, value) => row.kind === value },
}
const fits = (text: string, row: Row): boolean | undefined => termTest(text, kind)?.(row)

test('a text is parted into terms and words, quotes kept together', () => {
  expect(parseTerms('Web -kind:a,"b c" x:y', ['kind'])).toEqual([
    { name: null, values: ['web'], not: false },
    { name: 'kind', values: ['a', 'b c'], not: true },
    { name: null, values: ['x:y'], not: false },
  ])
})

test('every term has to fit, and either value of one', () => {
  const row = { name: 'web', kind: 'a' }
  expect(fits('we kind:b,a', row)).toBe(true)
  expect(fits('we -kind:b,a', row)).toBe(false)
  expect(fits('db kind:a', row)).toBe(false)
})

test('what asks for nothing is no test', () => {
  for (const text of ['', ' ', '""', 'kind:', 'kind:,']) expect(termTest(text, kind)).toBeNull()
})

test('a term is quoted where it must be', () => {
  expect(termText('kind', 'a')).toBe('kind:a')
  expect(fits(termText('kind', 'b c'), { name: '', kind: 'b c' })).toBe(true)
})

test('a text is made once for a row', () => {
  let made = 0
  const textOf = remembered((row: Row) => `${row.name}${(made += 1)}`)
  const row = { name: 'a', kind: '' }
  expect([textOf(row), textOf(row), textOf({ ...row })]).toEqual(['a1', 'a1', 'a2'])
})
