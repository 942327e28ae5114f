// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Watch, type Handlers } from './watch.ts'

let asked: Handlers<number>[] = []
let ended = 0
const subscribe = (handlers: Handlers<number>): { unsubscribe(): void } => {
  asked.push(handlers)
  return { unsubscribe: () => (ended += 1) }
}

beforeEach(() => {
  asked = []
  ended = 0
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

test('hands on what comes', () => {
  const values: number[] = []
  const watch = new Watch(subscribe, (value) => values.push(value))
  watch.start()
  asked[0]!.onData(1)
  asked[0]!.onData(2)
  expect(values).toEqual([1, 2])
})

test('is asked for once, however often it is started', () => {
  const watch = new Watch(subscribe, () => undefined)
  watch.start()
  watch.start()
  expect(asked).toHaveLength(1)
})

test('asks again when it fails, with growing pauses, and at the first pace after a value', () => {
  const watch = new Watch(subscribe, () => undefined)
  watch.start()
  asked[0]!.onError(new Error('no engine'))
  vi.advanceTimersByTime(499)
  expect(asked).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(asked).toHaveLength(2)
  asked[1]!.onError(new Error('no engine'))
  vi.advanceTimersByTime(999)
  expect(asked).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(asked).toHaveLength(3)
  asked[2]!.onData(1)
  asked[2]!.onComplete()
  vi.advanceTimersByTime(500)
  expect(asked).toHaveLength(4)
})

test('one end counts once, even if it is told twice', () => {
  const watch = new Watch(subscribe, () => undefined)
  watch.start()
  asked[0]!.onError(new Error('gone'))
  asked[0]!.onComplete()
  vi.advanceTimersByTime(10_000)
  expect(asked).toHaveLength(2)
})

test('a failure while subscribing is tried again too', () => {
  let times = 0
  const failing = (handlers: Handlers<number>): { unsubscribe(): void } => {
    times += 1
    handlers.onError(new Error('at once'))
    return { unsubscribe: () => undefined }
  }
  new Watch(failing, () => undefined).start()
  vi.advanceTimersByTime(500)
  expect(times).toBe(2)
})

test('retries at once when told that it could work now', () => {
  const watch = new Watch(subscribe, () => undefined)
  watch.start()
  watch.retryNow()
  expect(asked).toHaveLength(1)
  asked[0]!.onError(new Error('no engine'))
  watch.retryNow()
  expect(asked).toHaveLength(2)
})

test('stops for good, also while it waits', () => {
  const watch = new Watch(subscribe, () => undefined)
  watch.start()
  watch.stop()
  expect(ended).toBe(1)
  watch.start()
  asked[1]!.onError(new Error('no engine'))
  watch.stop()
  vi.advanceTimersByTime(60_000)
  expect(asked).toHaveLength(2)
})
