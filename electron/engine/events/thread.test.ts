import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EngineEvent } from '../events.ts'
import { EventThread } from './thread.ts'

const now = 1_785_585_600
const event = (seconds: number, id = 'a'): EngineEvent => ({
  type: 'container',
  action: 'start',
  detail: '',
  id,
  attributes: {},
  time: '',
  nano: seconds * 1e9,
})
let thread: EventThread
beforeEach(() => {
  thread = new EventThread()
})
afterEach(() => vi.useRealTimers())

it('asks first for all that there is, then for what came since the last event', () => {
  expect(thread.open(now)).toBe('1')
  thread.next(event(now + 10.5))
  expect(thread.open(now + 60)).toBe(`${now + 10}.499998976`)
  expect(Number(thread.open(now + 60))).toBeLessThan(now + 10.5)
})

it('does not begin after now, when the clock of the engine went back', () => {
  thread.open(now)
  thread.next(event(now + 10))
  expect(thread.open(now - 100)).toBe(`${now - 100}.000000000`)
})

it('hears each event once, whole when the streams overlap', () => {
  thread.open(now)
  expect(thread.next(event(now + 1))).toMatchObject({ broken: false, past: false })
  expect(thread.next(event(now + 1, 'b'))).not.toBeNull()
  thread.open(now + 60)
  expect(thread.next(event(now + 1, 'b'))).toBeNull()
  expect(thread.next(event(now + 2))).toMatchObject({ broken: false, past: true })
})

it('says where some may be missing: once, and not at the very first', () => {
  thread.open(now)
  expect(thread.next(event(now - 5))).toMatchObject({ broken: false, past: true })
  thread.open(now + 60)
  expect(thread.next(event(now + 30))).toMatchObject({ broken: true, past: true })
  expect(thread.next(event(now + 31))).toMatchObject({ broken: false, past: true })
})

it('takes nothing for the past once the present has begun, or for long', () => {
  thread.open(now)
  expect(thread.next(event(now - 5))?.past).toBe(true)
  expect(thread.next(event(now + 1))?.past).toBe(false)
  expect(thread.next(event(now - 3))?.past).toBe(false)
  vi.useFakeTimers()
  thread.open(now)
  expect(thread.next(event(now - 2))?.past).toBe(true)
  vi.advanceTimersByTime(6000)
  expect(thread.next(event(now - 1))?.past).toBe(false)
})

it('remembers a bounded number of events', () => {
  thread.open(now)
  for (let n = 0; n < 5000; n += 1) thread.next(event(now + n))
  expect(thread.next(event(now + 4999))).toBeNull()
  expect(thread.next(event(now))).not.toBeNull()
})
