import type { Duplex } from 'node:stream'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Paths } from '../../base/paths.ts'
import { DiskFull } from '../disk-full.ts'
import type { ConsoleEvents, Exit, RunningMachine, Trouble } from '../driver.ts'
import { ExitReason } from './exit-reason.ts'
import { endedSo, lastWords, type Program } from './last-words.ts'
import { dropProcessRecord, writeProcessRecord, type ProcessRecord } from './record.ts'
import type { Session } from './session.ts'
import { connected } from './sockets.ts'

/** What a machine in a process needs beside its session. */
export interface MachineContext {
  readonly record: Omit<ProcessRecord, 'pid'>
  readonly paths: Paths
  readonly log: Log
}

/** A machine that lives in a process of its hypervisor's: what is the same whichever that is. */
export abstract class ProcessMachine<S extends Session = Session> implements RunningMachine {
  readonly settings: RunningMachine['settings']
  readonly accelerator: RunningMachine['accelerator']
  readonly acceleratorReason: string
  readonly console: ConsoleEvents
  readonly exited: Promise<Exit>
  protected readonly session: S
  protected readonly context: MachineContext
  protected readonly ending = new ExitReason()
  protected readonly diskFull: DiskFull
  readonly #program: Program

  constructor(program: Program, session: S, context: MachineContext) {
    this.#program = program
    this.session = session
    this.context = context
    this.settings = context.record.settings
    this.accelerator = context.record.accelerator
    this.acceleratorReason = context.record.acceleratorReason
    this.console = session.console
    this.diskFull = new DiskFull(context.paths.machine.dataDisk, context.log, () => this.goOn())
    this.exited = this.#watch()
  }

  get trouble(): Trouble | null {
    return this.diskFull.trouble
  }

  get troubles(): RunningMachine['troubles'] {
    return this.diskFull.changes
  }

  abstract suspend(signal: AbortSignal): Promise<void>
  abstract powerButton(): Promise<void>
  /** Lets a paused machine go on. */
  protected abstract goOn(): Promise<void>

  async connect(signal: AbortSignal): Promise<Duplex> {
    try {
      return await connected(this.context.record.ssh, signal)
    } catch (cause) {
      if (cause instanceof BerthError || !(cause instanceof Error)) throw cause
      throw new BerthError('guest-unreachable', `The machine's port does not answer: ${cause.message}`, {
        hint: 'Try "berth restart".',
        cause,
      })
    }
  }

  async kill(): Promise<void> {
    this.ending.ask('It was ended by force.')
    await this.session.process.kill()
    await this.exited
  }

  release(): void {
    this.diskFull.stopLooking()
    this.session.close()
  }

  async retry(): Promise<void> {
    if (this.trouble) await this.goOn()
  }

  /** Notes for a later host what runs; ends the machine when that cannot be done. */
  async putOnRecord(): Promise<void> {
    const { paths, record } = this.context
    try {
      await writeProcessRecord(paths.machine.processRecord, { pid: this.session.process.pid, ...record })
    } catch (error) {
      await this.kill()
      throw error
    }
  }

  async #watch(): Promise<Exit> {
    const { machine } = this.context.paths
    const ended = await this.session.process.ended
    // What the guest said last may still be on its way.
    await this.session.consoleRead
    this.release()
    await dropProcessRecord(machine.processRecord, this.session.process.pid)
    const words = await lastWords(this.#program, machine.hypervisorLog)
    if (this.#program.inOrder?.test(words))
      this.ending.hear({ expected: true, reason: 'The guest powered itself off.' })
    return this.ending.explain(this.session.console, endedSo(this.#program, ended, words))
  }
}
