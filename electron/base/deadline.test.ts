import { expect, test, vi } from 'vitest'
import { pause, withDeadline } from './deadline.ts'
import { BerthError } from './errors.ts'

const forever = new AbortController().signal
const never = (): Promise<never> => new Promise(() => undefined)

test('work that is done in time is just its value', async () => {
  const value = await withDeadline({ ms: 1000, message: '', hint: '' }, forever, async () => 7)
  expect(value).toBe(7)
})

test('a passed deadline says what was waited for and aborts the work', async () => {
  vi.useFakeTimers()
  try {
    let seen: AbortSignal | undefined
    const work = withDeadline({ ms: 5000, message: 'Too slow.', hint: 'Wait.' }, forever, (signal) => {
      seen = signal
      return never()
    })
    const outcome = expect(work).rejects.toMatchObject({
      code: 'timeout',
      message: 'Too slow.',
      hint: 'Wait.',
    })
    await vi.advanceTimersByTimeAsync(5000)
    await outcome
    expect(seen?.aborted).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a caller who calls off is obeyed at once, with his reason', async () => {
  const controller = new AbortController()
  const work = withDeadline({ ms: 60_000, message: '', hint: '' }, controller.signal, never)
  const reason = new BerthError('busy', 'Stopping.', { hint: '' })
  controller.abort(reason)
  await expect(work).rejects.toBe(reason)
})

test('nothing begins under a signal that has fired', async () => {
  const work = vi.fn(never)
  await expect(
    withDeadline({ ms: 1, message: '', hint: '' }, AbortSignal.abort(), work),
  ).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(work).not.toHaveBeenCalled()
})

test('a pause ends early when called off', async () => {
  const controller = new AbortController()
  const waiting = pause(60_000, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await expect(pause(1, controller.signal)).rejects.toMatchObject({ code: 'cancelled' })
})
