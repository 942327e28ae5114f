import { BerthError } from '../../electron/base/errors.ts'
import { silent } from '../../electron/base/log.ts'
import { StepRunner } from '../../electron/base/steps.ts'
import type { GuestAccess, GuestHooks } from '../../electron/machine/guest-hooks.ts'
import type { Parts } from '../../electron/machine/lifecycle/bring-up.ts'
import { FakeDriver, type Gate, machineSettings } from './driver.ts'

type Kind = 'cold' | 'resume' | 'adopt'

/** The guest of a `FakeDriver`'s machine: is reached and powers off in order, unless told otherwise. */
export class FakeGuest implements GuestHooks {
  /** what was asked of it, in order */
  readonly asked: string[] = []
  /** kinds of attaching that fail, and with what */
  readonly failing = new Map<Kind, Error>()
  /** holds up the attaching */
  gate: Gate | null = null
  powersOff: (signal: AbortSignal) => Promise<void>

  constructor(driver: FakeDriver) {
    this.powersOff = async () =>
      driver.running?.end({ expected: true, reason: 'The guest powered itself off.' })
  }

  async attach(link: GuestAccess, steps: StepRunner, kind: Kind): Promise<void> {
    this.asked.push(`attach ${kind}`)
    await steps.run({ name: 'Reach the guest', deadlineMs: 60_000, hint: 'Look.' }, async (signal) => {
      await link.sshReady(signal)
      await this.gate?.pass(signal)
      const failure = this.failing.get(kind)
      if (failure) throw failure
    })
  }

  async detach(): Promise<void> {
    this.asked.push('detach')
  }

  async writeOut(): Promise<void> {
    this.asked.push('write out')
  }

  async powerOff(signal: AbortSignal): Promise<void> {
    this.asked.push('power off')
    await this.powersOff(signal)
  }
}

/** What a lifecycle is made of, without a hypervisor and without a guest. */
export function fakeParts(): Parts & { readonly driver: FakeDriver; readonly hooks: FakeGuest } {
  const driver = new FakeDriver()
  const hooks = new FakeGuest(driver)
  return {
    driver,
    hooks,
    log: silent,
    settings: async () => machineSettings,
    image: async () => ({ kernel: 'kernel', initramfs: 'initramfs', root: 'root', id: 'one' }),
    writeSeed: async () => void hooks.asked.push('seed'),
    dataDisk: 'data',
    seedDisk: 'seed',
  }
}

/** Steps under a signal of their own; `at` resolves when a step of that name runs. */
export class FakeSteps {
  readonly abort = new AbortController()
  readonly runner: StepRunner
  readonly #waiting = new Map<string, () => void>()

  constructor() {
    this.runner = new StepRunner(this.abort.signal, (steps) => {
      for (const step of steps) if (step.state === 'running') this.#waiting.get(step.name)?.()
    })
  }

  /** name and state of each step so far */
  get told(): string[] {
    return this.runner.steps.map((step) => `${step.name}: ${step.state}`)
  }

  /** Ask before the step begins. */
  at(name: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(name, resolve))
  }
}

export function guestError(message: string): BerthError {
  return new BerthError('guest-failed', message, { hint: 'Look at the log.' })
}
