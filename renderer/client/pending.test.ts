// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import { containerRow } from '../../tests/fakes/rows.ts'
import { PendingActions, type PendingAction } from './pending.ts'

const running = containerRow(1)
const exited = containerRow(1, { state: 'exited', exitCode: 0 })
const rows = (row: ContainerRow | null): ReadonlyMap<string, ContainerRow> =>
  new Map(row ? [[row.id, row]] : [])

let pending: PendingActions
beforeEach(() => {
  pending = new PendingActions()
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const answered = async (row: ContainerRow, action: PendingAction): Promise<void> =>
  pending.run(row, action, () => Promise.resolve())

test('stands on the row from the request until the engine says so', async () => {
  let answer: () => void = () => undefined
  const run = pending.run(running, 'stop', () => new Promise<void>((resolve) => (answer = resolve)))
  expect(pending.get().get(running.id)).toBe('stop')
  answer()
  await run
  pending.settle(rows(running))
  expect(pending.get().get(running.id)).toBe('stop')
  pending.settle(rows(exited))
  expect(pending.get().size).toBe(0)
})

test('many that are asked for at once are told once', async () => {
  const listener = vi.fn()
  pending.subscribe(listener)
  const work = new Promise<void>(() => undefined)
  for (let seed = 0; seed < 100; seed += 1) void pending.run(containerRow(seed), 'stop', () => work)
  expect(pending.get().size).toBe(100)
  expect(pending.get()).toBe(pending.get())
  await Promise.resolve()
  expect(listener).toHaveBeenCalledTimes(1)
})

test('an event may come before the answer', async () => {
  const run = pending.run(running, 'kill', () => Promise.resolve())
  pending.settle(rows(exited))
  expect(pending.get().size).toBe(0)
  await run
  expect(pending.get().size).toBe(0)
})

test.each<[PendingAction, ContainerRow, ContainerRow]>([
  ['start', exited, running],
  ['pause', running, containerRow(1, { state: 'paused' })],
  ['unpause', containerRow(1, { state: 'paused' }), running],
  ['restart', running, containerRow(1, { startedAt: '2026-01-01T00:00:00Z' })],
])('%s is done when the row is as it should be', async (action, before, after) => {
  await answered(before, action)
  pending.settle(rows(before))
  expect(pending.get().size).toBe(1)
  pending.settle(rows(after))
  expect(pending.get().size).toBe(0)
})

test('a restart is not done while the container still runs from before', async () => {
  await answered(running, 'restart')
  pending.settle(rows(running))
  expect(pending.get().get(running.id)).toBe('restart')
})

test('a removal is done when the row is gone', async () => {
  await answered(running, 'remove')
  pending.settle(rows(exited))
  expect(pending.get().size).toBe(1)
  pending.settle(rows(null))
  expect(pending.get().size).toBe(0)
})

test('a start of what ends at once is not waited for any longer', async () => {
  await answered(exited, 'start')
  pending.settle(rows(containerRow(1, { state: 'dead' })))
  expect(pending.get().size).toBe(0)
})

test('a failed action frees the row and tells why', async () => {
  await expect(pending.run(running, 'stop', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(pending.get().size).toBe(0)
})

test('the row speaks for itself again when no event ever comes', async () => {
  await answered(running, 'stop')
  vi.advanceTimersByTime(5000)
  expect(pending.get().size).toBe(0)
})
