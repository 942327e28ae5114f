// @vitest-environment node
import { expect, test } from 'vitest'
import { LogBuffer } from './log-buffer.ts'
import { LogSearch } from './log-search.ts'

function filled(texts: string[], limit = 1000): LogBuffer {
  const buffer = new LogBuffer(limit)
  for (const text of texts) buffer.push({ text, time: 0, stream: 'stdout' })
  return buffer
}
const all = (search: LogSearch): (number | undefined)[] =>
  Array.from({ length: search.count }, (_, index) => search.at(index))

test('finds plain text, case aside, under colours', () => {
  const buffer = filled(['an Error', 'fine', '\u001b[31mer\u001b[0mror', 'a.b', 'axb'])
  const search = new LogSearch(buffer, 'error')
  expect(search.advance()).toBe(true)
  expect(all(search)).toEqual([0, 2])
  const dots = new LogSearch(buffer, 'a.b')
  dots.advance()
  expect(all(dots)).toEqual([3])
})

test('looks at a long log in slices', () => {
  const search = new LogSearch(filled(new Array<string>(50_000).fill('hit'), 100_000), 'hit')
  expect(search.advance()).toBe(false)
  expect(search.count).toBe(20_000)
  expect(search.advance()).toBe(false)
  expect(search.advance()).toBe(true)
  expect(search.count).toBe(50_000)
})

test('goes on with lines that come, forgets lines that go', () => {
  const buffer = filled(['hit', 'no', 'hit'], 3)
  const search = new LogSearch(buffer, 'hit')
  search.advance()
  buffer.push({ text: 'hit', time: 0, stream: 'stdout' })
  expect(search.advance()).toBe(true)
  expect(all(search)).toEqual([2, 3])
})

test('counts only what is wanted', () => {
  const search = new LogSearch(filled(['hit', 'hit', 'hit']), 'hit', (line) => line !== 1)
  search.advance()
  expect(all(search)).toEqual([0, 2])
})

test('the match at or after a line', () => {
  const search = new LogSearch(filled(['hit', 'no', 'hit', 'no']), 'hit')
  search.advance()
  expect([0, 1, 2, 3].map((line) => search.indexFrom(line))).toEqual([0, 1, 1, 2])
})
