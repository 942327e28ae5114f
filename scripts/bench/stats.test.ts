import { expect, test } from 'vitest'
import { kept, median, percentile } from './stats.ts'
import { tableOf } from './table.ts'

test('the median is the middle, or between the middle two', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(percentile([0, 10], 95)).toBeCloseTo(9.5)
  expect(() => median([])).toThrow('No values')
})

test('a budget is kept on its own side only', () => {
  expect(kept({ name: '', ratio: 0.6, limit: 0.65, kind: 'at-most' })).toBe(true)
  expect(kept({ name: '', ratio: 0.7, limit: 0.65, kind: 'at-most' })).toBe(false)
  expect(kept({ name: '', ratio: 0.9, limit: 1, kind: 'at-least' })).toBe(false)
})

test('the table shows medians, spread and every budget with its verdict', () => {
  const text = tableOf({
    title: 'boot',
    series: [{ name: 'cold start', unit: 'ms', values: [1000, 3000, 2000] }],
    budgets: [{ name: 'cold / stock', ratio: 0.5, limit: 0.65, kind: 'at-most' }],
    notes: ['QEMU 7.2, TCG'],
  })
  expect(text).toContain('| cold start | 2000 | 1000 | 3000 | 3 | ms |')
  expect(text).toContain('| cold / stock | 0.50 | <= 0.65 | kept |')
  expect(text).toContain('QEMU 7.2, TCG')
})
