import { expect, test } from 'vitest'
import { duration, size } from './numbers.ts'

test.each([
  [0, '0.0 s'],
  [1_440, '1.4 s'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [10_920_000, '3 h 2 min'],
  [349_200_000, '4 d 1 h'],
])('%i ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1_572_864, '1.5 MiB'],
  [150 * 2 ** 20, '150 MiB'],
  [64 * 2 ** 30, '64 GiB'],
  [5000 * 2 ** 40, '5000 TiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(size(bytes)).toBe(text)
})
