// @vitest-environment node
import { expect, test } from 'vitest'
import { LogBuffer } from './log-buffer.ts'
import { lineTime, logText } from './log-text.ts'

test('a log as text has no colours, and times when asked for', () => {
  const buffer = new LogBuffer(10)
  buffer.push({
    text: '\u001b[31mred\u001b[0m',
    time: Date.parse('2026-01-01T00:00:00.120Z'),
    stream: 'stdout',
  })
  buffer.push({ text: 'timeless', time: NaN, stream: 'stdout' })
  expect([...logText(buffer, { times: false })].join('')).toBe('red\ntimeless\n')
  expect([...logText(buffer, { times: true })].join('')).toBe('2026-01-01T00:00:00.120Z red\ntimeless\n')
})

test('pieces of a line are one again, and names stand before the lines of several', () => {
  const buffer = new LogBuffer(10)
  const line = { time: NaN, stream: 'stdout' } as const
  buffer.push({ ...line, text: 'one' })
  buffer.push({ ...line, text: ' goes on', continued: true })
  buffer.push({ ...line, text: 'two', source: 1 })
  expect([...logText(buffer, { times: false, names: ['a', 'b'] })].join('')).toBe(
    'a | one goes on\nb | two\n',
  )
  const wanted = (number: number): boolean => buffer.source(number) === 1
  expect([...logText(buffer, { times: false, wanted })].join('')).toBe('two\n')
  expect([...logText(new LogBuffer(10), { times: false })].join('')).toBe('')
})

test('a long log comes in chunks', () => {
  const buffer = new LogBuffer(100_000)
  for (let index = 0; index < 25_000; index += 1) buffer.push({ text: 'x', time: NaN, stream: 'stdout' })
  expect([...logText(buffer, { times: false })].map((chunk) => chunk.length)).toEqual([
    19_999, 20_000, 10_000, 1,
  ])
})

test('times of lines are as wide with as without', () => {
  expect(lineTime(Date.now())).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/)
  expect(lineTime(NaN)).toHaveLength(12)
})
