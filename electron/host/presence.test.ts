import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Presence } from './presence.ts'

const now = { clients: 0, sessions: 0, works: false }
const idle = vi.fn()

function presence(): Presence {
  return new Presence(
    { clients: () => now.clients, sessions: () => now.sessions, works: () => now.works, idle },
    1000,
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  idle.mockReset()
  Object.assign(now, { clients: 0, sessions: 0, works: false })
})
afterEach(() => {
  vi.useRealTimers()
})

test('a host that nobody needs says so after a while', () => {
  presence().changed()
  vi.advanceTimersByTime(999)
  expect(idle).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(idle).toHaveBeenCalledOnce()
})

test('a page that comes back in time keeps it', () => {
  const it = presence()
  it.changed()
  vi.advanceTimersByTime(500)
  now.sessions = 1
  it.changed()
  vi.advanceTimersByTime(5000)
  expect(idle).not.toHaveBeenCalled()
})

test('a link that nobody followed expires, and with it the need', () => {
  now.sessions = 1
  presence().changed()
  vi.advanceTimersByTime(2500)
  expect(idle).not.toHaveBeenCalled()
  now.sessions = 0
  vi.advanceTimersByTime(1000)
  expect(idle).toHaveBeenCalledOnce()
})

test('a running machine needs its host; the one who asks does not count', () => {
  const it = presence()
  now.clients = 1
  expect(it.isUsed(1)).toBe(false)
  expect(it.isUsed()).toBe(true)
  now.works = true
  expect(it.isUsed(1)).toBe(true)
})

test('a host that is ending says nothing more', () => {
  const it = presence()
  it.changed()
  it.stop()
  it.changed()
  vi.advanceTimersByTime(5000)
  expect(idle).not.toHaveBeenCalled()
})
