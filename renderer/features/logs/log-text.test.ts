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
  expect([...logText(buffer, false)].join('')).toBe('red\ntimeless\n')
  expect([...logText(buffer, true)].join('')).toBe('2026-01-01T00:00:00.120Z red\ntimeless\n')
})

test('a long log comes in chunks', () => {
  const buffer = new LogBuffer(100_000)
  for (let index = 0; index < 25_000; index += 1) buffer.push({ text: 'x', time: NaN, stream: 'stdout' })
  expect([...logText(buffer, false)].map((chunk) => chunk.length)).toEqual([20_000, 20_000, 10_000])
})

test('times of lines are as wide with as without', () => {
  expect(lineTime(Date.now())).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/)
  expect(lineTime(NaN)).toHaveLength(12)
})
