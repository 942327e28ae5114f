import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stateNames } from '../api/schema/status.ts'
import { idleMs, IdleWatch, isUsed, type Uses } from './uses.ts'

const idle: Uses = { machine: 'stopped', sessions: 0, unspentTickets: 0, otherClients: 0 }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('sessions, other clients and a machine that is not at rest use the host', () => {
  expect(isUsed(idle)).toBe(false)
  expect(isUsed({ ...idle, sessions: 1 })).toBe(true)
  expect(isUsed({ ...idle, otherClients: 1 })).toBe(true)
  const unused = stateNames.filter((machine) => !isUsed({ ...idle, machine }))
  expect(unused).toEqual(['stopped', 'suspended'])
})

test('an unused host ends after a while, one that is used again meanwhile does not', () => {
  let uses = idle
  const end = vi.fn()
  const watch = new IdleWatch(() => uses, end)
  watch.look()
  vi.advanceTimersByTime(idleMs - 1)
  uses = { ...idle, sessions: 1 }
  watch.look()
  vi.advanceTimersByTime(10 * idleMs)
  expect(end).not.toHaveBeenCalled()
  uses = idle
  watch.look()
  vi.advanceTimersByTime(idleMs)
  expect(end).toHaveBeenCalledOnce()
})

test('a one-time URL that was not used yet keeps the host, until it has ended', () => {
  let uses: Uses = { ...idle, unspentTickets: 1 }
  const end = vi.fn()
  new IdleWatch(() => uses, end).look()
  vi.advanceTimersByTime(3 * idleMs)
  expect(end).not.toHaveBeenCalled()
  uses = idle
  vi.advanceTimersByTime(idleMs)
  expect(end).toHaveBeenCalledOnce()
})
