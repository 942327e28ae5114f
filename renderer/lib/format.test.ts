import { expect, test } from 'vitest'
import { ago, bytes, duration, gibibytes, memory, percent, share, shortId, span } from './format.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [12_400, '12.4 kB'],
  [312_000, '312 kB'],
  [999_600, '1.00 MB'],
  [1_530_000_000, '1.53 GB'],
  [2e18, '2000 PB'],
])('bytes(%i) is %s', (count, text) => expect(bytes(count)).toBe(text))

test.each([
  [2 ** 31, '2 GiB'],
  [1.5 * 2 ** 30, '1.5 GiB'],
  [512 * 2 ** 20, '512 MiB'],
  [200.4 * 2 ** 30, '200 GiB'],
])('gibibytes(%i) is %s', (count, text) => expect(gibibytes(count)).toBe(text))

test.each([
  [0, '0 B'],
  [331_776, '324 KiB'],
  [1_048_000, '1.00 MiB'],
  [25_300_000, '24.1 MiB'],
  [1.53 * 2 ** 30, '1.53 GiB'],
])('memory(%i) is %s', (count, text) => expect(memory(count)).toBe(text))

test.each([
  [0, '0.0 %'],
  [0.26, '0.3 %'],
  [99.96, '100 %'],
  [148.2, '148 %'],
])('share(%d) is %s', (percentage, text) => expect(share(percentage)).toBe(text))

test.each([
  [85, '85 ms'],
  [3210, '3.2 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 00 s'],
  [125_000, '2 min 05 s'],
])('duration(%i) is %s', (ms, text) => expect(duration(ms)).toBe(text))

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
test.each([
  [-500, '0 s'],
  [59_999, '59 s'],
  [minute, '1 min'],
  [59 * minute, '59 min'],
  [47 * hour, '47 h'],
  [2 * day, '2 days'],
  [15 * day, '2 weeks'],
  [70 * day, '2 months'],
  [800 * day, '2 years'],
])('span(%i) is %s', (ms, text) => expect(span(ms)).toBe(text))

test('times ago, shares, counts and ids', () => {
  expect(ago(1000, 13_000)).toBe('12 s ago')
  expect(percent(0.124)).toBe('12 %')
  expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab')
})
