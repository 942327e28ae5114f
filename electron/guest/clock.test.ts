import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import { keepClock } from './clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

it("sets the guest's clock at once, and after the host's jumped, once per jump", () => {
  let set = 0
  const clock = keepClock(async () => void (set += 1), silent)
  vi.advanceTimersByTime(60_000)
  expect(set).toBe(1)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(30_000)
  expect(set).toBe(2)
  vi.setSystemTime(Date.now() - 5_000)
  vi.advanceTimersByTime(10_000)
  expect(set).toBe(3)
  clock.stop()
})

it('stops, and calls off what it began', () => {
  const signals: AbortSignal[] = []
  const clock = keepClock(async (signal) => void signals.push(signal), silent)
  vi.setSystemTime(Date.now() + 10_000)
  vi.advanceTimersByTime(10_000)
  clock.stop()
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
  vi.setSystemTime(Date.now() + 10_000)
  vi.advanceTimersByTime(60_000)
  expect(signals.length).toBe(2)
})

it('says so when the guest could not be told', async () => {
  const said: object[] = []
  const log = { ...silent, warn: (data: object) => void said.push(data) }
  const failure = new BerthError('guest-unreachable', 'gone', { hint: '' })
  const clock = keepClock(() => Promise.reject(failure), log)
  vi.setSystemTime(Date.now() + 10_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(said).toEqual([{ error: 'gone' }, { error: 'gone' }])
  clock.stop()
})
