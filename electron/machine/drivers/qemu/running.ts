import { statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { Topic } from '../../../base/topic.ts'
import type { ConsoleEvents, Exit, RunningMachine, Trouble } from '../../driver.ts'
import { ExitReason } from './exit-reason.ts'
import { lastWords } from './last-words.ts'
import { dropProcessRecord, type ProcessRecord } from './process-record.ts'
import { BlockError, ShutdownEvent, type QmpEvent } from './qmp-messages.ts'
import type { Session } from './session.ts'
import { writeState } from './state-out.ts'
import type { StateStore } from './state-store.ts'

/** Free bytes on the host's disk from which on a paused machine goes on by itself. */
const enoughSpace = 256 * 2 ** 20
/** How often free space is looked at while a full disk keeps the machine paused: the system offers no event for it. */
const lookMs = 2000

/** What a running QEMU machine needs beside its session. */
export interface RunningContext {
  readonly record: Omit<ProcessRecord, 'pid'>
  readonly store: StateStore
  readonly paths: Paths
  readonly log: Log
}

/** A machine in a QEMU process. */
export class QemuMachine implements RunningMachine {
  readonly settings: RunningMachine['settings']
  readonly accelerator: RunningMachine['accelerator']
  readonly acceleratorReason: string
  readonly console: ConsoleEvents
  readonly exited: Promise<Exit>
  readonly troubles = new Topic<Trouble | null>()
  trouble: Trouble | null = null
  readonly #session: Session
  readonly #context: RunningContext
  readonly #ending = new ExitReason()
  #look: NodeJS.Timeout | null = null

  constructor(session: Session, context: RunningContext) {
    this.#session = session
    this.#context = context
    this.settings = context.record.settings
    this.accelerator = context.record.accelerator
    this.acceleratorReason = context.record.acceleratorReason
    this.console = session.console
    session.qmp.events.subscribe((event) => this.#hear(event))
    this.exited = this.#watch()
  }

  connect(signal: AbortSignal): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: this.#context.record.sshPort, noDelay: true })
      const onAbort = (): void => void socket.destroy(reasonOf(signal))
      const fail = (cause: Error): void =>
        reject(
          cause instanceof BerthError
            ? cause
            : new BerthError('guest-unreachable', `The machine's port does not answer: ${cause.message}`, {
                hint: 'Try "berth restart".',
                cause,
              }),
        )
      signal.addEventListener('abort', onAbort, { once: true })
      socket.once('error', fail)
      socket.once('connect', () => {
        signal.removeEventListener('abort', onAbort)
        socket.off('error', fail)
        resolve(socket)
      })
      if (signal.aborted) onAbort()
    })
  }

  async suspend(signal: AbortSignal): Promise<void> {
    const { qmp } = this.#session
    const { store, paths, record } = this.#context
    await qmp.run('stop', {}, signal)
    try {
      const written = await writeState(qmp, paths.run.migrationSocket, store.file, signal)
      const { fingerprint, accelerator, acceleratorReason } = record
      await store.save({ ...written, fingerprint, accelerator, acceleratorReason })
    } catch (error) {
      await store.drop('the machine could not be suspended').catch(() => undefined)
      await qmp.run('cont').catch(() => undefined)
      throw error
    }
    this.#ending.ask('It was suspended.')
    // The state is safe: a QEMU that does not quit in order is ended.
    await qmp.run('quit').catch(() => this.kill())
    await this.exited
  }

  async powerButton(): Promise<void> {
    this.#ending.ask('It was asked to power off.')
    await this.#session.qmp.run('system_powerdown')
  }

  async kill(): Promise<void> {
    this.#ending.ask('It was ended by force.')
    await this.#session.process.kill()
    await this.exited
  }

  release(): void {
    this.#stopLooking()
    this.#session.close()
  }

  async retry(): Promise<void> {
    if (this.trouble) await this.#session.qmp.run('cont')
  }

  /** A machine that was paused for want of space when its last host ended. */
  noticePause(): void {
    this.#setTrouble(diskFull)
  }

  async #watch(): Promise<Exit> {
    const ended = await this.#session.process.ended
    // What the guest said last may still be on its way.
    await this.#session.consoleRead
    this.#stopLooking()
    this.#session.close()
    await dropProcessRecord(this.#context.paths.machine.processRecord)
    const words = await lastWords(this.#context.paths.machine.hypervisorLog)
    return this.#ending.explain(ended, words, this.#session.console)
  }

  #hear({ event, data }: QmpEvent): void {
    if (event === 'SHUTDOWN') {
      const shutdown = ShutdownEvent.safeParse(data)
      if (shutdown.success) this.#ending.shutdown(shutdown.data.reason)
    } else if (event === 'BLOCK_IO_ERROR') {
      const error = BlockError.safeParse(data)
      if (error.data?.nospace && error.data.action === 'stop') this.#setTrouble(diskFull)
      else this.#context.log.error({ data }, "a disk request of the machine's failed")
    } else if (event === 'RESUME') this.#setTrouble(null)
  }

  #setTrouble(trouble: Trouble | null): void {
    if (trouble === this.trouble) return
    this.trouble = trouble
    this.#stopLooking()
    if (trouble) {
      this.#context.log.error({}, trouble.message)
      this.#look = setInterval(() => void this.#lookForSpace(), lookMs).unref()
    }
    this.troubles.publish(trouble)
  }

  async #lookForSpace(): Promise<void> {
    const { bavail, bsize } = await statfs(path.dirname(this.#context.paths.machine.dataDisk))
    if (bavail * bsize >= enoughSpace) await this.retry().catch(() => undefined)
  }

  #stopLooking(): void {
    if (this.#look) clearInterval(this.#look)
    this.#look = null
  }
}

const diskFull: Trouble = {
  message: "The host's disk is full: the machine is paused, nothing of it is lost.",
  hint: `Free at least ${enoughSpace / 2 ** 20} MiB on the disk that holds the Berth folder: the machine then goes on by itself.`,
}
