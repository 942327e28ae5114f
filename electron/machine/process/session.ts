import { reasonOf } from '../../base/deadline.ts'
import type { GuestConsole } from '../console/console.ts'
import { earlyEnd, lastWords, type Program } from './last-words.ts'
import { launch, type MachineProcess } from './process.ts'

/** A hypervisor's process with all connected that a machine needs. */
export interface Session {
  readonly process: MachineProcess
  readonly console: GuestConsole
  /** resolves when the console has been read to its end */
  readonly consoleRead: Promise<void>
  /** Lets go of all connections. */
  close(): void
}

/**
 * Starts a hypervisor and has `attach` connect to it. Rejects with what the hypervisor said when it ended at once;
 * whatever the failure, no process is left.
 */
export async function openSession<T extends Session>(
  program: Program,
  start: { readonly file: string; readonly args: readonly string[]; readonly log: string },
  signal: AbortSignal,
  attach: (process: MachineProcess, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const process = await launch(start.file, start.args, start.log)
  const over = new AbortController()
  void process.ended.then(() => over.abort())
  try {
    return await attach(process, AbortSignal.any([signal, over.signal]))
  } catch (error) {
    await process.kill()
    if (signal.aborted) throw reasonOf(signal)
    const ending = await process.ended
    if (ending.signal === 'SIGKILL') throw error
    // It ended by itself: its own words say more than the connection that broke.
    throw earlyEnd(program, ending, await lastWords(program, start.log))
  }
}
