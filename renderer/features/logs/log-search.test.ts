// @vitest-environment node
import { expect, test } from 'vitest'
import { LogBuffer } from './log-buffer.ts'
import { hitsOf, LogSearch, patternOf } from './log-search.ts'

function filled(texts: string[], limit = 1000): LogBuffer {
  const buffer = new LogBuffer(limit)
  for (const text of texts) buffer.push({ text, time: 0, stream: 'stdout' })
  return buffer
}
const plain = (text: string): RegExp => patternOf({ text, regex: false, matchCase: false }).pattern!
const all = (search: LogSearch): (number | undefined)[] =>
  Array.from({ length: search.count }, (_, index) => search.at(index))

test('finds plain text, case aside, under colours', () => {
  const buffer = filled(['an Error', 'fine', '\u001b[31mer\u001b[0mror', 'a.b', 'axb'])
  const search = new LogSearch(buffer, plain('error'))
  expect(search.advance()).toBe(true)
  expect(all(search)).toEqual([0, 2])
  const dots = new LogSearch(buffer, plain('a.b'))
  dots.advance()
  expect(all(dots)).toEqual([3])
})

test('looks at a long log in slices of some milliseconds', () => {
  let now = 0
  const buffer = filled(new Array<string>(50_000).fill('hit'), 100_000)
  const search = new LogSearch(
    buffer,
    plain('hit'),
    () => true,
    () => (now += 1),
  )
  expect(search.advance()).toBe(false)
  expect(search.count).toBeLessThan(25_000)
  while (!search.advance());
  expect(search.count).toBe(50_000)
})

test('an expression, with case or without; what is none says why', () => {
  const found = (text: string, regex: boolean, matchCase: boolean): (number | undefined)[] => {
    const { pattern } = patternOf({ text, regex, matchCase })
    const search = new LogSearch(filled(['GET /a 200', 'get /b 404', 'POST /c 500']), pattern!)
    search.advance()
    return all(search)
  }
  expect(found('get', false, true)).toEqual([1])
  expect(found('^get .* [45]', true, false)).toEqual([1])
  expect(found('^(GET|POST)', true, true)).toEqual([0, 2])
  expect(found('^(GET', false, true)).toEqual([])
  expect(patternOf({ text: '(', regex: true, matchCase: false })).toEqual({
    pattern: null,
    problem: expect.stringMatching(/group/i) as string,
  })
  expect(patternOf({ text: '', regex: true, matchCase: false })).toEqual({ pattern: null, problem: null })
})

test('hits of an expression, without those of nothing', () => {
  expect(hitsOf(/a+/g, 'caab a')).toEqual([
    [1, 3],
    [5, 6],
  ])
  expect(hitsOf(/x*/g, 'ab')).toEqual([])
})

test('goes on with lines that come, forgets lines that go', () => {
  const buffer = filled(['hit', 'no', 'hit'], 3)
  const search = new LogSearch(buffer, plain('hit'))
  search.advance()
  buffer.push({ text: 'hit', time: 0, stream: 'stdout' })
  expect(search.advance()).toBe(true)
  expect(all(search)).toEqual([2, 3])
})

test('counts only what is wanted', () => {
  const search = new LogSearch(filled(['hit', 'hit', 'hit']), plain('hit'), (line) => line !== 1)
  search.advance()
  expect(all(search)).toEqual([0, 2])
})

test('the match at or after a line', () => {
  const search = new LogSearch(filled(['hit', 'no', 'hit', 'no']), plain('hit'))
  search.advance()
  expect([0, 1, 2, 3].map((line) => search.indexFrom(line))).toEqual([0, 1, 1, 2])
})
