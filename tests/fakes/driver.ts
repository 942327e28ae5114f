import { reasonOf } from '../../electron/base/deadline.ts'
import { BerthError } from '../../electron/base/errors.ts'
import type {
  Capabilities,
  Driver,
  Found,
  MachineSpec,
  ProgressLine,
  RunningMachine,
} from '../../electron/machine/driver.ts'
import { FakeMachine } from './machine.ts'

type Call = 'check' | 'prepareDisk' | 'find' | 'start' | 'resume' | 'adopt' | 'dropState'

/** Never ends by itself; rejects when called off, as a driver's work does. */
export function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(reasonOf(signal))
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true })
  })
}

/** A hypervisor in memory. What it finds is derived from what runs and what lies on its disk, as with a real one. */
export class FakeDriver implements Driver {
  readonly name = 'qemu'
  capabilities: Capabilities = { suspend: true, shares: false, portForward: false, accelerators: ['kvm'] }
  /** what was asked of it, and of its machines, in order */
  readonly calls: string[] = []
  /** every machine that it ever ran */
  readonly machines: FakeMachine[] = []
  /** the suspended state on the disk, and whether it fits what is started now */
  state: { fits: boolean } | null = null
  /** what goes wrong, by call */
  readonly failing: Partial<Record<Call, Error>> = {}
  /** calls that hang until they are called off */
  readonly hanging = new Set<Call>()
  /** calls that do not notice being called off before they are done */
  readonly deaf = new Set<Call>()
  /** told to each new machine before anybody else has it */
  prepare: (machine: FakeMachine) => void = () => undefined

  get alive(): FakeMachine[] {
    return this.machines.filter((machine) => machine.alive)
  }

  /** The one machine that runs. */
  get machine(): FakeMachine {
    const [machine, ...others] = this.alive
    if (!machine || others.length > 0) throw new Error(`${this.alive.length} machines run, not one`)
    return machine
  }

  /** A machine that an earlier host left running. */
  leaveOrphan(): FakeMachine {
    return this.#boot()
  }

  async check(signal: AbortSignal): Promise<{ version: string }> {
    await this.#call('check', signal)
    return { version: '10.0.0' }
  }

  async prepareDisk(_path: string, diskGiB: number, signal: AbortSignal): Promise<void> {
    await this.#call('prepareDisk', signal, ` ${diskGiB}`)
  }

  async find(): Promise<Found> {
    if (this.failing.find) throw this.failing.find
    const [machine] = this.alive
    if (machine) return { kind: 'orphan', pid: machine.pid }
    return this.state ? { kind: 'suspended', bytes: 1, since: '2026-01-01T00:00:00Z' } : { kind: 'nothing' }
  }

  async start(_spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<RunningMachine> {
    for (const left of this.alive) await left.kill()
    this.state = null
    progress('trying KVM')
    return this.#bring('start', signal)
  }

  async resume(
    _spec: MachineSpec,
    signal: AbortSignal,
    progress: ProgressLine,
  ): Promise<RunningMachine | null> {
    if (!this.state?.fits) {
      this.calls.push('resume')
      progress('the suspended state is not used')
      await this.dropState('it does not fit')
      return null
    }
    const machine = await this.#bring('resume', signal)
    this.state = null
    return machine
  }

  async adopt(_spec: MachineSpec, signal: AbortSignal): Promise<RunningMachine | null> {
    const [machine] = this.alive
    await this.#call('adopt', signal)
    if (machine?.monitorAnswers) return machine
    await machine?.kill()
    return null
  }

  async dropState(why: string): Promise<void> {
    this.calls.push(`dropState: ${why}`)
    await Promise.resolve()
    if (this.failing.dropState) throw this.failing.dropState
    this.state = null
  }

  #boot(): FakeMachine {
    const machine = new FakeMachine(1000 + this.machines.length, this.calls, () => {
      this.state = { fits: true }
    })
    this.machines.push(machine)
    this.prepare(machine)
    return machine
  }

  /** The process is there before the call ends: who calls it off has it ended first. */
  async #bring(call: 'start' | 'resume', signal: AbortSignal): Promise<FakeMachine> {
    const machine = this.#boot()
    try {
      await this.#call(call, signal)
      return machine
    } catch (error) {
      await machine.kill()
      throw error
    }
  }

  async #call(call: Call, signal: AbortSignal, detail = ''): Promise<void> {
    this.calls.push(call + detail)
    const failure = this.failing[call]
    if (failure) throw failure
    if (this.deaf.has(call)) await endless(signal).catch(() => undefined)
    else if (this.hanging.has(call)) await endless(signal)
    else if (signal.aborted) throw reasonOf(signal)
  }
}

/** An error as a driver throws it. */
export function hypervisorError(message: string): BerthError {
  return new BerthError('hypervisor-failed', message, { hint: 'Look at the log.' })
}
