import { withDeadline } from '../../base/deadline.ts'
import type { Log } from '../../base/log.ts'
import type { StepPlan, StepRunner } from '../../base/steps.ts'
import type { RunningMachine } from '../driver.ts'
import type { GuestHooks } from '../guest-hooks.ts'

/** The guest stops its containers first, each with some seconds to end; emulated computers are slow at that. */
const ask: StepPlan = {
  name: 'Ask the guest to power off',
  deadlineMs: 45_000,
  hint: 'The power button is pressed next.',
}
const press: StepPlan = {
  name: 'Press the power button',
  deadlineMs: 20_000,
  hint: 'The machine is ended by force next.',
}
const end: StepPlan = {
  name: 'End the machine by force',
  deadlineMs: 10_000,
  hint: 'End the hypervisor’s process by hand; the disk is safe, as after a power cut.',
}

/**
 * Stops a running machine by a ladder: ask the guest, press the button, end it by force. A rung that fails leads to
 * the next; `polite` aborting skips to the last. Rejects only when the hypervisor survives even that.
 */
export async function shutDown(
  machine: RunningMachine,
  hooks: GuestHooks,
  steps: StepRunner,
  polite: AbortSignal,
  log: Log,
): Promise<void> {
  const rungs: [StepPlan, (signal: AbortSignal) => Promise<void>][] = [
    [ask, (signal) => hooks.powerOff(signal)],
    [press, () => machine.powerButton()],
  ]
  try {
    for (const [plan, act] of rungs) {
      if (polite.aborted) break
      const ended = await steps
        .run(plan, (signal) => {
          const both = AbortSignal.any([signal, polite])
          return until(machine, both, () => act(both))
        })
        .then(
          () => true,
          (error: unknown) => {
            log.warn({ error }, `"${plan.name}" did not stop the machine`)
            return false
          },
        )
      if (ended) return
    }
    await steps.run(end, () => machine.kill())
  } finally {
    await hooks.detach()
  }
}

/** Does `act`, then waits for the machine's end; a machine that ends early is as good as one that was told to. */
async function until(machine: RunningMachine, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  const plan = { ms: ask.deadlineMs, message: 'The machine went on.', hint: '' }
  await withDeadline(plan, signal, async () => {
    const ended = machine.exited.then(() => true)
    const acted = act().then(() => false)
    if (!(await Promise.race([ended, acted]))) await ended
  })
}
