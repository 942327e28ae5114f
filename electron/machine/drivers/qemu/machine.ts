import { ProcessMachine, type MachineContext } from '../../process/machine.ts'
import type { Sum } from '../../state/copy.ts'
import type { StateStore } from '../../state/store.ts'
import { exitBy, qemu } from './program.ts'
import { BlockError, ShutdownEvent, type QmpEvent } from './qmp-messages.ts'
import type { QemuSession } from './session.ts'
import { loadState, writeState } from './migration.ts'

/** What a running QEMU machine needs beside its session. */
export interface QemuContext extends MachineContext {
  readonly store: StateStore
}

/** A machine in a QEMU process. */
export class QemuMachine extends ProcessMachine<QemuSession> {
  readonly #store: StateStore

  constructor(session: QemuSession, context: QemuContext) {
    super(qemu, session, context)
    this.#store = context.store
    session.qmp.events.subscribe((event) => this.#hear(event))
  }

  async suspend(signal: AbortSignal): Promise<void> {
    const { qmp } = this.session
    const { paths, record } = this.context
    await qmp.run('stop', {}, signal)
    try {
      const written = await writeState(qmp, paths.run.migrationSocket, this.#store.file, signal)
      const { fingerprint, accelerator, acceleratorReason } = record
      await this.#store.save({ ...written, fingerprint, accelerator, acceleratorReason })
    } catch (error) {
      await this.#store.drop('the machine could not be suspended').catch(() => undefined)
      await this.goOn().catch(() => undefined)
      throw error
    }
    this.ending.ask('It was suspended.')
    // The state is safe: a QEMU that does not quit in order is ended.
    await qmp.run('quit').catch(() => this.kill())
    await this.exited
  }

  /** Takes over the suspended state, and stays paused. */
  readState(signal: AbortSignal): Promise<Sum> {
    return loadState(this.session.qmp, this.context.paths.run.migrationSocket, this.#store.file, signal)
  }

  async powerButton(): Promise<void> {
    this.ending.ask('It was asked to power off.')
    await this.session.qmp.run('system_powerdown')
  }

  /** A machine that was paused for want of space when its last host ended. */
  noticePause(): void {
    this.diskFull.set(true)
  }

  /** Lets the guest run: after a start or resume, and after a pause. */
  goOn(signal?: AbortSignal): Promise<void> {
    return this.session.qmp.run('cont', {}, signal)
  }

  #hear({ event, data }: QmpEvent): void {
    if (event === 'SHUTDOWN') {
      const exit = exitBy(ShutdownEvent.safeParse(data).data?.reason ?? '')
      if (exit) this.ending.hear(exit)
    } else if (event === 'BLOCK_IO_ERROR') {
      const error = BlockError.safeParse(data)
      if (error.data?.nospace && error.data.action === 'stop') this.diskFull.set(true)
      else this.context.log.error({ data }, "a disk request of the machine's failed")
    } else if (event === 'RESUME') this.diskFull.set(false)
  }
}
