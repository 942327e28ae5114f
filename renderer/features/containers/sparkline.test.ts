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
  expect(sparkline([at(100, 0), at(130, 0)], { ...box, top: 0 })).toBe('20.0,10.5 40.0,10.5')
})
