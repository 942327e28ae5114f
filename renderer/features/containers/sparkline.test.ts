// @vitest-environment node
import { expect, test } from 'vitest'
import { sparkline } from './sparkline.ts'

const box = { width: 40, height: 11, spanMs: 60_000, top: 10 }
const at = (seconds: number, value: number | null) => ({ time: seconds * 1000, value })

test('the newest stands at the right, zero at the bottom', () => {
  expect(sparkline([at(100, 0), at(130, 10)], box)).toBe('20.0,10.5 40.0,0.5')
})

test('a higher value takes the top for itself', () => {
  expect(sparkline([at(100, 10), at(130, 20)], box)).toBe('20.0,5.5 40.0,0.5')
})

test('what is not known is left out, and one point is no line', () => {
  expect(sparkline([at(100, null), at(115, 5), at(130, 5)], box)).toBe('30.0,5.5 40.0,5.5')
  expect(sparkline([at(100, null), at(130, 5)], box)).toBe('')
  expect(sparkline([], box)).toBe('')
})

test('nothing at all is a line at the bottom', () => {
  expect(sparkline([at(100, 0), at(130, 0)], { ...box, top: 0 })).toBe('24.0,10.5 40.0,10.5')
})

test('who sleeps has the same line at every sample', () => {
  const asleep = (from: number) => Array.from({ length: 30 }, (_, sample) => at(from + 2 * sample, 3))
  expect(sparkline(asleep(100), box)).toBe('0.0,7.5 40.0,7.5')
  expect(sparkline(asleep(100.4), box)).toBe(sparkline(asleep(100), box))
  expect(sparkline([at(100, 0), at(110, 0), at(120, 10), at(130, 10)], box)).toBe(
    '24.0,10.5 26.7,10.5 33.3,0.5 40.0,0.5',
  )
})

test('a line that grows does so in steps: most samples change nothing', () => {
  const lines = Array.from({ length: 15 }, (_, samples) =>
    sparkline(
      Array.from({ length: samples + 2 }, (_, sample) => at(100 + 2 * sample, 3)),
      box,
    ),
  )
  expect(new Set(lines).size).toBeLessThanOrEqual(6)
})
