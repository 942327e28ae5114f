import { kill } from 'node:process'
import { withDeadline } from '../../../base/deadline.ts'
import { writeAtomic } from '../../files.ts'
import { ProcessMachine, type MachineContext } from '../../process/machine.ts'
import type { Session } from '../../process/session.ts'
import { vfkit } from './program.ts'
import { changeState, type Change } from './rest.ts'

const answer = { ms: 10_000, message: 'vfkit did not answer.', hint: '"berth stop --force" ends it.' }
/** How long a machine that was told to stop hard has to be gone by itself. */
const hardStopMs = 3000

/** A machine in a vfkit process. */
export class VzMachine extends ProcessMachine {
  constructor(session: Session, context: MachineContext) {
    super(vfkit, session, context)
  }

  /** Pauses it: memory and process stay, for vfkit offers no way to save them. */
  async suspend(signal: AbortSignal): Promise<void> {
    const { paths } = this.context
    await this.#change('Pause', signal)
    try {
      const note = { pid: this.session.process.pid, at: new Date().toISOString() }
      await writeAtomic(paths.machine.stateRecord, JSON.stringify(note))
    } catch (error) {
      await this.goOn().catch(() => undefined)
      throw error
    }
    this.release()
    // Or it would read on beside who takes the console when the machine goes on.
    await this.session.consoleRead
  }

  async powerButton(): Promise<void> {
    this.ending.ask('It was asked to power off.')
    // Told by a signal, vfkit presses the button too.
    await this.#change('Stop').catch(() => kill(this.session.process.pid, 'SIGTERM'))
  }

  /** A vfkit that does not stop its machine itself is ended with it. */
  override async kill(): Promise<void> {
    this.ending.ask('It was ended by force.')
    const late = { ...answer, ms: hardStopMs }
    await withDeadline(late, new AbortController().signal, async (signal) => {
      await changeState(this.context.paths.run.monitorSocket, 'HardStop', signal).catch(() => undefined)
      await this.session.process.ended
    }).catch(() => undefined)
    await super.kill()
  }

  goOn(signal?: AbortSignal): Promise<void> {
    return this.#change('Resume', signal)
  }

  #change(change: Change, signal = new AbortController().signal): Promise<void> {
    const { monitorSocket } = this.context.paths.run
    return withDeadline(answer, signal, (each) => changeState(monitorSocket, change, each))
  }
}
