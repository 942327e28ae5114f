// @vitest-environment node
import { expect, test } from 'vitest'
import { LogBuffer } from './log-buffer.ts'
import { LogRows } from './log-rows.ts'

function filled(texts: string[], limit = 10_000): LogBuffer {
  const buffer = new LogBuffer(limit)
  for (const text of texts) buffer.push({ text, time: 0, stream: text.startsWith('!') ? 'stderr' : 'stdout' })
  return buffer
}

test('without wrapping a line is a row', () => {
  const rows = new LogRows(filled(['a', 'b', 'c']), null, null)
  expect(rows.total).toBe(3)
  expect(rows.lineAt(1)).toEqual({ line: 1, offset: 1 })
  expect(rows.offsetOf(2)).toBe(2)
})

test('wrapped lines take the rows that they need; colours take none', () => {
  const rows = new LogRows(filled(['12345678901', '', '\u001b[31m1234567890\u001b[0m']), 10, null)
  expect([0, 1, 2].map((line) => rows.rowsOf(line))).toEqual([2, 1, 1])
  expect(rows.lineAt(1)).toEqual({ line: 0, offset: 0 })
  expect(rows.lineAt(2)).toEqual({ line: 1, offset: 2 })
})

test('a time before each line takes its room', () => {
  expect(new LogRows(filled(['12345678']), 10, null, 3).total).toBe(2)
})

test('what is not wanted takes no row', () => {
  const buffer = filled(['a', '!b', 'c', '!d'])
  const rows = new LogRows(buffer, null, (line) => buffer.stream(line) === 'stderr')
  expect(rows.total).toBe(2)
  expect(rows.lineAt(0)).toEqual({ line: 1, offset: 0 })
  expect(rows.lineAt(1)).toEqual({ line: 3, offset: 1 })
})

test('positions hold across blocks, while lines come and go', () => {
  const texts = Array.from({ length: 5000 }, (_, index) => 'x'.repeat(index % 25))
  const buffer = filled(texts, 4000)
  const rows = new LogRows(buffer, 10, null)
  const need = (text: string): number => Math.max(1, Math.ceil(text.length / 10))
  const total = texts.slice(1000).reduce((sum, text) => sum + need(text), 0)
  expect(rows.total).toBe(total)
  for (const line of [1000, 1023, 1024, 3333, 4999]) {
    const offset = rows.offsetOf(line)
    expect(rows.lineAt(offset)).toEqual({ line, offset })
  }
  buffer.push({ text: 'y'.repeat(25), time: 0, stream: 'stdout' })
  expect(rows.total).toBe(total - need(texts[1000] ?? '') + 3)
})

test('after the end there is the end', () => {
  const rows = new LogRows(filled(['a']), null, null)
  expect(rows.lineAt(9)).toEqual({ line: 1, offset: 1 })
})
