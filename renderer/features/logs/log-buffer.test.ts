// @vitest-environment node
import { expect, test } from 'vitest'
import { LogBuffer } from './log-buffer.ts'

const line = (text: string, stream: 'stdout' | 'stderr' = 'stdout', time = 0) => ({ text, stream, time })

test('lines keep their number while older ones leave', () => {
  const buffer = new LogBuffer(3)
  for (let index = 0; index < 5; index += 1) buffer.push(line(`line ${index}`))
  expect([buffer.first, buffer.end, buffer.size]).toEqual([2, 5, 3])
  expect([2, 3, 4].map((number) => buffer.text(number))).toEqual(['line 2', 'line 3', 'line 4'])
})

test('streams and times stay with their line, through growth and wrapping', () => {
  const buffer = new LogBuffer(3000)
  for (let index = 0; index < 5000; index += 1)
    buffer.push(line(String(index), index % 7 === 0 ? 'stderr' : 'stdout', index * 10))
  for (const number of [2000, 2999, 3003, 4999]) {
    expect(buffer.text(number)).toBe(String(number))
    expect(buffer.stream(number)).toBe(number % 7 === 0 ? 'stderr' : 'stdout')
    expect(buffer.time(number)).toBe(number * 10)
  }
})

test('a few very long lines are bounded too, but the newest stays', () => {
  const buffer = new LogBuffer(1000, 100)
  buffer.push(line('x'.repeat(60)))
  buffer.push(line('y'.repeat(60)))
  expect(buffer.size).toBe(1)
  expect(buffer.text(1)).toMatch(/^y/)
  buffer.push(line('z'.repeat(500)))
  expect([buffer.first, buffer.size]).toEqual([2, 1])
})

test('cleared, numbers go on', () => {
  const buffer = new LogBuffer(10)
  buffer.push(line('a'))
  buffer.clear()
  buffer.push(line('b'))
  expect([buffer.first, buffer.end, buffer.text(1)]).toEqual([1, 2, 'b'])
})

test('a million and a half lines leave a million', () => {
  const buffer = new LogBuffer()
  for (let index = 0; index < 1_500_000; index += 1) buffer.push(line('tick'))
  expect([buffer.first, buffer.size]).toEqual([500_000, 1_000_000])
})

test('takes lines as the host packs them', () => {
  const buffer = new LogBuffer(10)
  buffer.append({
    texts: 'one\ntwo\n\nfour',
    times: [1000, 5, null, 10],
    marks: '0130',
    runs: [
      [0, 1],
      [2, 3],
    ],
    last: {},
  })
  const lines = [0, 1, 2, 3].map((at) => [
    buffer.text(at),
    buffer.time(at),
    buffer.stream(at),
    buffer.continued(at),
    buffer.source(at),
  ])
  expect(lines).toEqual([
    ['one', 1000, 'stdout', false, 0],
    ['two', 1005, 'stderr', false, 2],
    ['', NaN, 'stderr', true, 2],
    ['four', 1015, 'stdout', false, 2],
  ])
  buffer.push({ text: 'left out', time: NaN, stream: 'stdout', note: true })
  expect([3, 4].map((at) => buffer.note(at))).toEqual([false, true])
})
