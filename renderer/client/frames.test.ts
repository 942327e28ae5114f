// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pacedFrames, perFrame } from './frames.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('however often it is asked for, a flush comes once per frame', () => {
  const flush = vi.fn()
  const ask = perFrame(flush)
  for (let times = 0; times < 5; times += 1) ask()
  vi.advanceTimersByTime(16)
  expect(flush).toHaveBeenCalledTimes(1)
})

test('paced, the first of a burst comes with the next frame, the others after a rest, the last one always', () => {
  const flush = vi.fn()
  const ask = pacedFrames(flush, () => 50)
  ask()
  vi.advanceTimersByTime(16)
  expect(flush).toHaveBeenCalledTimes(1)
  for (let ms = 0; ms < 100; ms += 5) {
    ask()
    vi.advanceTimersByTime(5)
  }
  expect(flush.mock.calls.length).toBeLessThanOrEqual(3)
  const before = flush.mock.calls.length
  vi.advanceTimersByTime(200)
  expect(flush.mock.calls.length).toBe(before + 1)
})

test('what is urgent does not wait for the rest', () => {
  const flush = vi.fn()
  const ask = pacedFrames(flush, () => 500)
  ask()
  vi.advanceTimersByTime(16)
  ask()
  vi.advanceTimersByTime(16)
  expect(flush).toHaveBeenCalledTimes(1)
  ask(true)
  vi.advanceTimersByTime(16)
  expect(flush).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1000)
  expect(flush).toHaveBeenCalledTimes(2)
})
