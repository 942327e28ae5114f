import type { Activity, LastStart, StatusError } from '../../api/schema/status.ts'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError, cancelled, toBerthError } from '../../base/errors.ts'
import { StepRunner, type StepPlan } from '../../base/steps.ts'
import { Topic } from '../../base/topic.ts'
import type { Exit, RunningMachine } from '../driver.ts'
import { attachAgain, bringUp, giveUp, resumeSuspended, takeOverRunning } from './bring-up.ts'
import type { BroughtUp, Parts } from './bring-up.ts'
import { suspendOf } from '../shares.ts'
import { shutDown } from './shut-down.ts'
import { statusError, type MachineSnapshot, type MachineState, type Work } from './state.ts'
import { runWhole } from './whole-step.ts'

const suspendStep: StepPlan = {
  name: 'Suspend Alpine',
  deadlineMs: 120_000,
  hint: 'Is the disk that holds the Berth folder very slow, or full?',
}

const writeOutStep: StepPlan = {
  name: 'Write the disk',
  deadlineMs: 20_000,
  hint: 'Is the disk that holds the Berth folder very slow, or full?',
}

/**
 * The machine's lifecycle: one state at a time, whoever asks for what at the same moment. Requests that fit the work
 * under way join it, others wait for it or call it off; each says which.
 */
export class Machine {
  /** every change of the snapshot */
  readonly changes = new Topic<MachineSnapshot>()
  readonly #parts: Parts
  #state: MachineState = { kind: 'stopped' }
  #since = new Date().toISOString()
  #activity: Activity | null = null
  #lastStart: LastStart | null = null
  #stopHearing: () => void = () => undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get snapshot(): MachineSnapshot {
    const running = this.#running
    return {
      state: this.#state.kind,
      since: this.#since,
      settings: running?.settings ?? null,
      accelerator: running?.accelerator ?? null,
      acceleratorReason: running?.acceleratorReason ?? null,
      lastStart: this.#lastStart,
      activity: this.#activity,
      errors: this.#errors(),
    }
  }

  /**
   * Derives the state from what is on this computer, and takes over a machine that runs without a host. Once, before
   * anything else. Never rejects: what went wrong is in the snapshot.
   */
  async recover(): Promise<void> {
    const found = await this.#parts.driver.find().catch((thrown: unknown) => {
      this.#fail(toBerthError(thrown))
      return null
    })
    if (found?.kind === 'suspended') this.#set({ kind: 'suspended' })
    if (found?.kind !== 'orphan') return
    this.#parts.log.info({ pid: found.pid }, 'a machine runs without a host: taking it over')
    await this.#begin((steps) => takeOverRunning(this.#parts, steps)).catch(() => undefined)
  }

  /**
   * Starts, or resumes what is suspended; resolves with the engine answering. Joins a start under way, waits for a
   * stop or suspend under way. On a running machine that is paused by a trouble, tries to go on.
   */
  async start(options: { cold: boolean }): Promise<void> {
    for (;;) {
      const state = this.#state
      switch (state.kind) {
        case 'running':
          return state.machine.retry()
        case 'starting':
          await state.work.ended
          // A machine that was to be taken over may have been lost: then there is still one to start.
          if (this.#state.kind !== 'stopped' && this.#state.kind !== 'suspended') return
          break
        case 'stopping':
        case 'suspending':
          await state.work.ended.catch(() => undefined)
          break
        case 'stopped':
        case 'suspended':
        case 'failed':
          return this.#begin((steps) => bringUp(this.#parts, steps, options.cold))
      }
    }
  }

  /**
   * Stops in order; `force` without asking the guest. Calls off a start under way, joins a stop under way. A suspended
   * machine is resumed to be stopped in order, or, with `force`, its state is dropped. Resolves with nothing left.
   */
  async stop(options: { force: boolean }): Promise<void> {
    for (;;) {
      const state = this.#state
      switch (state.kind) {
        case 'stopped':
          return
        case 'failed':
          await this.#work('stopping', 'stop', () => this.#setAtRest())
          break
        case 'suspended':
          return this.#endSuspended(options.force)
        case 'starting':
          await this.cancel()
          break
        case 'stopping':
          if (options.force) state.work.abort.abort()
          return state.work.ended
        case 'suspending':
          await state.work.ended.catch(() => undefined)
          break
        case 'running':
          return this.#end(state.machine, options.force)
      }
    }
  }

  /** Stops, then starts from power-off. */
  async restart(): Promise<void> {
    await this.stop({ force: false })
    await this.start({ cold: true })
  }

  /**
   * Writes the machine's state to a file and ends it. Waits for a start under way; if it fails, the machine runs on.
   * Rejects with `not-running` when there is nothing to suspend.
   */
  async suspend(): Promise<void> {
    for (;;) {
      const state = this.#state
      switch (state.kind) {
        case 'suspended':
          return
        case 'starting':
        case 'stopping':
          await state.work.ended
          break
        case 'suspending':
          return state.work.ended
        case 'running':
          return this.#suspend(state.machine)
        case 'stopped':
        case 'failed':
          throw new BerthError('not-running', 'The machine does not run: there is nothing to suspend.', {
            hint: 'Start it with "berth start".',
          })
      }
    }
  }

  /** Calls off a start under way and waits until nothing of it runs. No start, no effect. Never rejects. */
  async cancel(): Promise<void> {
    if (this.#state.kind !== 'starting') return
    this.#state.work.abort.abort(cancelled())
    await this.#state.work.ended.catch(() => undefined)
  }

  /**
   * Lets go of a running machine without ending it: the host ends, the next one takes it over. Calls off a start and
   * waits for a stop or suspend under way: none of them could go on without a host. Never rejects.
   */
  async release(): Promise<void> {
    await this.cancel()
    if (this.#state.kind === 'stopping' || this.#state.kind === 'suspending')
      await this.#state.work.ended.catch(() => undefined)
    if (this.#state.kind !== 'running') return
    this.#state.machine.release()
    await this.#parts.hooks.detach()
  }

  get #running(): RunningMachine | null {
    return this.#state.kind === 'running' ? this.#state.machine : null
  }

  #begin(work: (steps: StepRunner) => Promise<BroughtUp | null>): Promise<void> {
    const began = performance.now()
    return this.#work('starting', 'start', async (steps) => {
      try {
        const up = await work(steps)
        if (steps.signal.aborted) {
          if (up) await giveUp(this.#parts, up.machine)
          throw reasonOf(steps.signal)
        }
        if (!up) {
          await this.#setAtRest()
          return
        }
        if (up.kind !== 'adopt') this.#lastStart = lastStart(up.kind, performance.now() - began, steps)
        this.#run(up.machine)
      } catch (thrown) {
        // Whatever broke when the work was called off, it was called off.
        const error = steps.signal.aborted ? reasonOf(steps.signal) : toBerthError(thrown)
        if (error.code === 'cancelled') await this.#setAtRest()
        else this.#fail(error)
        throw error
      }
    })
  }

  #end(machine: RunningMachine, force: boolean): Promise<void> {
    return this.#stopping(force, (_steps, abort) => this.#shutDown(machine, abort))
  }

  /** Resumed, the guest can write to its disk what it held in memory only. */
  #endSuspended(force: boolean): Promise<void> {
    return this.#stopping(force, async (steps, abort) => {
      const machine = force
        ? null
        : await resumeSuspended(this.#parts, steps).catch((error: unknown) => {
            if (!abort.signal.aborted) throw error
            return null
          })
      if (machine) await this.#shutDown(machine, abort)
      else if (abort.signal.aborted) await this.#parts.driver.dropState('the machine was stopped by force')
    })
  }

  #stopping(
    force: boolean,
    act: (steps: StepRunner, abort: AbortController) => Promise<void>,
  ): Promise<void> {
    return this.#work('stopping', 'stop', async (steps, abort) => {
      if (force) abort.abort()
      try {
        await act(steps, abort)
        this.#set({ kind: 'stopped' })
      } catch (thrown) {
        const error = toBerthError(thrown)
        this.#fail(error)
        throw error
      }
    })
  }

  /** The ladder's own steps are never called off: `abort` makes it skip to the last. */
  #shutDown(machine: RunningMachine, abort: AbortController): Promise<void> {
    const ladder = new StepRunner(new AbortController().signal, (all) => this.#told(abort, 'stop', all))
    return shutDown(machine, this.#parts.hooks, ladder, abort.signal, this.#parts.log)
  }

  #suspend(machine: RunningMachine): Promise<void> {
    const { driver, hooks, log } = this.#parts
    const kept = suspendOf(driver.capabilities, machine.settings)
    if (!kept)
      throw new BerthError(
        'bad-input',
        `The driver "${driver.name}" cannot suspend a machine${driver.capabilities.suspend ? ' that has shared folders' : ''}.`,
        {
          hint: 'Stop it with "berth stop".',
        },
      )
    return this.#work('suspending', 'suspend', async (steps) => {
      if (kept === 'in-memory') await this.#writeOut(steps)
      await hooks.detach()
      try {
        // A state that was written later than it should have been is as good.
        const late = async (): Promise<void> => undefined
        await runWhole(steps, suspendStep, (signal) => machine.suspend(signal), late)
        this.#set({ kind: 'suspended' })
        void machine.exited.then(() => this.#lostWhileSuspended())
      } catch (thrown) {
        const error = toBerthError(thrown)
        log.warn({ error }, 'the machine could not be suspended: it runs on')
        await attachAgain(this.#parts, steps, machine).then(
          () => this.#run(machine),
          (again: unknown) => this.#fail(toBerthError(again)),
        )
        throw error
      }
    })
  }

  /** What is only paused may end with the computer, as by a power cut: what can be lost then is written before. */
  async #writeOut(steps: StepRunner): Promise<void> {
    await steps
      .run(writeOutStep, (signal) => this.#parts.hooks.writeOut(signal))
      .catch((thrown: unknown) => {
        // A guest that cannot be asked is no reason to keep the computer busy: it would be as bad off running.
        this.#parts.log.warn({ error: toBerthError(thrown) }, 'the guest has not written its disk out')
      })
  }

  /** Enters a state of work, whose `ended` settles after the work has set the state that follows it. */
  #work(
    kind: 'starting' | 'stopping' | 'suspending',
    activity: Activity['kind'],
    act: (steps: StepRunner, abort: AbortController) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController()
    const steps = new StepRunner(abort.signal, (all) => this.#told(abort, activity, all))
    const ended = Promise.resolve().then(() => act(steps, abort))
    ended.catch(() => undefined)
    const work: Work = { abort, ended }
    this.#activity = { kind: activity, startedAt: new Date().toISOString(), steps: [] }
    this.#set({ kind, work })
    return ended
  }

  /** Steps of work that the state has left behind are no news. */
  #told(by: AbortController, kind: Activity['kind'], all: StepRunner['steps']): void {
    if (!('work' in this.#state) || this.#state.work.abort !== by) return
    const startedAt = this.#activity?.startedAt ?? new Date().toISOString()
    this.#activity = { kind, startedAt, steps: [...all] }
    this.#publish()
  }

  #run(machine: RunningMachine): void {
    this.#activity = null
    this.#stopHearing()
    this.#stopHearing = machine.troubles.subscribe(() => this.#publish())
    this.#set({ kind: 'running', machine })
    void machine.exited.then((exit) => this.#exited(machine, exit))
  }

  /** The machine ended without our doing: its guest powered itself off, or something killed it. */
  async #exited(machine: RunningMachine, exit: Exit): Promise<void> {
    if (this.#running !== machine) return
    if (exit.expected) this.#set({ kind: 'stopped' })
    else
      this.#fail(
        new BerthError('hypervisor-failed', `The machine ended unexpectedly. ${exit.reason}`, {
          hint: 'Start it again with "berth start": what was written to its disk is there, as after a power cut.',
        }),
      )
    await this.#parts.hooks.detach()
  }

  /** A machine that is suspended in memory ends with its process. */
  async #lostWhileSuspended(): Promise<void> {
    const found = await this.#parts.driver.find().catch(() => null)
    if (this.#state.kind === 'suspended' && found?.kind === 'nothing') this.#set({ kind: 'stopped' })
  }

  /** When no work is left: what is on this computer decides. Rejects when a machine is left that nothing could end. */
  async #setAtRest(): Promise<void> {
    const found = await this.#parts.driver.find().catch(() => null)
    if (found?.kind === 'orphan') {
      const error = new BerthError(
        'hypervisor-failed',
        `The machine${found.pid === null ? '' : `'s process ${found.pid}`} does not end.`,
        {
          hint: 'End it by hand; the disk is safe, as after a power cut.',
        },
      )
      this.#fail(error)
      throw error
    }
    this.#set({ kind: found?.kind === 'suspended' ? 'suspended' : 'stopped' })
  }

  #fail(error: BerthError): void {
    this.#parts.log.error({ error: error.toPlain() }, error.message)
    this.#set({ kind: 'failed', error })
  }

  #set(state: MachineState): void {
    this.#state = state
    this.#since = new Date().toISOString()
    if (state.kind === 'stopped' || state.kind === 'suspended') this.#activity = null
    this.#publish()
  }

  #publish(): void {
    this.changes.publish(this.snapshot)
  }

  #errors(): StatusError[] {
    if (this.#state.kind === 'failed') return [statusError(this.#state.error, 'run')]
    const trouble = this.#running?.trouble
    const notice = this.#parts.wayBack?.notice
    return [...(trouble ? [{ step: 'run', ...trouble }] : []), ...(notice ? [notice] : [])]
  }
}

function lastStart(kind: LastStart['kind'], ms: number, steps: StepRunner): LastStart {
  return { kind, ms: Math.round(ms), steps: steps.steps.map((step) => ({ name: step.name, ms: step.ms })) }
}
