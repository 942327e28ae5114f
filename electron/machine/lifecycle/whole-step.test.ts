import { expect, test, vi } from 'vitest'
import { FakeSteps, guestError } from '../../../tests/fakes/lifecycle.ts'
import { runWhole } from './whole-step.ts'

const plan = { name: 'Boot', deadlineMs: 60_000, hint: 'Look.' }
const never = (): Promise<never> => Promise.reject(new Error('nothing was late'))

/** Whether a promise has settled by now, all that was ready having run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = (): void => void (settled = true)
  promise.then(note, note)
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

test('work in time gives its value', async () => {
  expect(await runWhole(new FakeSteps().runner, plan, async () => 7, never)).toBe(7)
})

test('work that fails rejects with its own error, in its step', async () => {
  const failing = runWhole(new FakeSteps().runner, plan, () => Promise.reject(guestError('It fell.')), never)
  await expect(failing).rejects.toMatchObject({ message: 'It fell.', step: 'Boot' })
})

test('called off, it waits for the work to end', async () => {
  const steps = new FakeSteps()
  const { promise, reject } = Promise.withResolvers<number>()
  const running = runWhole(steps.runner, plan, () => promise, never)
  steps.abort.abort()
  expect(await isSettled(running)).toBe(false)
  reject(new Error('gone'))
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
})

test('what comes too late goes to `late`, which may give it all the same', async () => {
  const steps = new FakeSteps()
  const { promise, resolve } = Promise.withResolvers<number>()
  const late = vi.fn(async (value: number) => value + 1)
  const running = runWhole(steps.runner, plan, () => promise, late)
  steps.abort.abort()
  resolve(7)
  expect(await running).toBe(8)
  expect(late).toHaveBeenCalledWith(7, expect.objectContaining({ code: 'cancelled', step: 'Boot' }))
})

test('work that was called off has nothing more to say', async () => {
  const steps = new FakeSteps()
  const running = runWhole(
    steps.runner,
    plan,
    async (signal, say) => {
      say('half')
      await new Promise((resolve) => signal.addEventListener('abort', () => setImmediate(resolve)))
      say('more')
      throw new Error('gone')
    },
    never,
  )
  steps.abort.abort()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  expect(steps.runner.steps).toMatchObject([{ state: 'failed', progress: 'Cancelled.' }])
})

test('called off beforehand, the work never begins', async () => {
  const steps = new FakeSteps()
  steps.abort.abort()
  const work = vi.fn(async () => 7)
  await expect(runWhole(steps.runner, plan, work, never)).rejects.toMatchObject({ code: 'cancelled' })
  expect(work).not.toHaveBeenCalled()
})
