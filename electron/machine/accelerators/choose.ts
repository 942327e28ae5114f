import { access, constants } from 'node:fs/promises'
import type { Accelerator } from '../../api/schema/settings.ts'
import { BerthError, isSystemError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { ProgressLine, RunningMachine } from '../driver.ts'
import { AcceleratorMemory } from './memory.ts'
import { acceleratorNames, candidates, reasonFor, type Hardware } from './names.ts'
import { printsInTime } from './proof.ts'

/** A guest that can run says its first word well within this; one under a broken accelerator never does. */
const usualProofMs = 8000

export interface ChooserOptions {
  readonly platform: NodeJS.Platform
  /** where failures are remembered */
  readonly record: string
  readonly log: Log
  /** milliseconds that a guest under a hardware accelerator has for its first word */
  readonly proofMs?: number | undefined
  /** the device that KVM needs */
  readonly kvmDevice?: string | undefined
}

/** What a start asks the chooser to do. */
export interface Attempt<T extends RunningMachine> {
  readonly asked: Accelerator
  /** of the hypervisor: a failure says nothing about another one */
  readonly version: string
  /** Makes a machine run under one accelerator. */
  readonly run: (accelerator: Hardware, reason: string) => Promise<T>
  /** whether what `run` rejected with is the accelerator's fault */
  readonly refuses: (error: unknown) => boolean
}

/** Which accelerator a machine runs under: the fastest under which its guest has printed, and why no faster one. */
export class AcceleratorChooser {
  readonly #options: ChooserOptions
  readonly #memory: AcceleratorMemory

  constructor(options: ChooserOptions) {
    this.#options = options
    this.#memory = new AcceleratorMemory(options.record)
  }

  /** The accelerators that a start would try, each with why not as the rest of a sentence, null where it would. */
  look(asked: Accelerator, version: string): Promise<{ name: Hardware; refused: string | null }[]> {
    const names = candidates(asked, this.#options.platform)
    return Promise.all(
      names.map(async (name) => ({ name, refused: await this.#known(name, asked, version) })),
    )
  }

  forgetAll(): Promise<void> {
    return this.#memory.forgetAll()
  }

  /** Tries one after the other; a failure is remembered until the computer restarts. */
  async start<T extends RunningMachine>(
    attempt: Attempt<T>,
    signal: AbortSignal,
    progress: ProgressLine,
  ): Promise<T> {
    const { asked, version } = attempt
    const refused: string[] = []
    for (const { name, refused: known } of await this.look(asked, version)) {
      const called = acceleratorNames[name]
      if (known === null) {
        progress(`trying ${called}`)
        const booted = await this.#boot(attempt, name, reasonFor(name, asked, refused), signal)
        if (typeof booted !== 'string') {
          await this.#memory.forget(name, version)
          return booted
        }
        this.#options.log.warn({ accelerator: name }, `${called} is not used: ${booted}`)
        await this.#memory.remember(name, version, booted)
        refused.push(`${called}: ${booted}`)
      } else refused.push(`${called}: ${known}`)
    }
    throw new BerthError('hypervisor-failed', `No accelerator runs the machine. ${refused.join('. ')}.`, {
      hint: 'Set it back with "berth config set accelerator auto".',
    })
  }

  /** The machine, or why it is the accelerator's fault that there is none. */
  async #boot<T extends RunningMachine>(
    { run, refuses }: Attempt<T>,
    accelerator: Hardware,
    reason: string,
    signal: AbortSignal,
  ): Promise<T | string> {
    const ms = accelerator === 'tcg' ? null : (this.#options.proofMs ?? usualProofMs)
    let machine: T
    try {
      machine = await run(accelerator, reason)
    } catch (error) {
      if (ms === null || signal.aborted || !refuses(error)) throw error
      return error instanceof Error ? error.message : String(error)
    }
    if (await printsInTime(machine, ms, signal)) return machine
    return `the guest printed nothing within ${(ms ?? 0) / 1000} s`
  }

  async #known(accelerator: Hardware, asked: Accelerator, version: string): Promise<string | null> {
    const remembered = asked === 'auto' ? await this.#memory.recall(accelerator, version) : null
    return remembered ?? unusable(accelerator, this.#options.kvmDevice)
  }
}

/** Why an accelerator need not even be tried, as the rest of a sentence; null when it may work. */
export async function unusable(accelerator: Hardware, device = '/dev/kvm'): Promise<string | null> {
  if (accelerator !== 'kvm') return null
  try {
    await access(device, constants.R_OK | constants.W_OK)
    return null
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return `${device} is not there`
    return `${device} may not be opened by this user (being in the group "kvm" allows it)`
  }
}
