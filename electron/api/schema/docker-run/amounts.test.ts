import { expect, it } from 'vitest'
import { parseDuration, parseSize, printDuration, printSize } from './amounts.ts'

it.each([
  ['512m', 536_870_912],
  ['1.5g', 1_610_612_736],
  ['1gb', 1_073_741_824],
  ['1GiB', 1_073_741_824],
  ['10 k', 10_240],
  ['100', 100],
  ['100b', 100],
  ['', null],
  ['-1', null],
  ['lots', null],
  ['1x', null],
  ['99999999999999p', null],
])('reads the size %j', (text, bytes) => expect(parseSize(text)).toBe(bytes))

it('writes sizes so that they are read back', () => {
  for (const bytes of [0, 1, 1000, 1024, 1536, 536_870_912, 2 ** 40])
    expect(parseSize(printSize(bytes))).toBe(bytes)
  expect(printSize(536_870_912)).toBe('512m')
})

it.each([
  ['30s', 30e9],
  ['1m30s', 90e9],
  ['1.5h', 5400e9],
  ['500ms', 500e6],
  ['0', 0],
  ['5', null],
  ['1 m', null],
  ['', null],
])('reads the duration %j', (text, ns) => expect(parseDuration(text)).toBe(ns))

it('writes durations so that they are read back', () => {
  for (const ns of [0, 1, 1500, 90e9, 3_661_001_000_000]) expect(parseDuration(printDuration(ns))).toBe(ns)
  expect(printDuration(90e9)).toBe('1m30s')
})
