import { chmod, rm } from 'node:fs/promises'
import { pause, reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { monitorArg } from './args.ts'
import { GuestConsole } from './console.ts'
import { earlyEnd, lastWords } from './last-words.ts'
import { launch, orphanProcess, type QemuProcess } from './process.ts'
import { connected, QmpClient } from './qmp.ts'

/** A QEMU process with monitor and console connected. */
export interface Session {
  readonly process: QemuProcess
  readonly qmp: QmpClient
  readonly console: GuestConsole
  /** resolves when the console has been read to its end */
  readonly consoleRead: Promise<void>
  /** Lets go of both connections. */
  close(): void
}

const openMs = 20_000
const retryMs = 10

/**
 * Starts QEMU and connects to it. The machine stays paused. Rejects with what QEMU said when it ended at once;
 * whatever the failure, no process is left.
 */
export async function openSession(
  start: { readonly program: string; readonly args: readonly string[]; readonly booted: boolean },
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<Session> {
  await rm(paths.run.monitorSocket, { force: true })
  await rm(paths.run.consoleSocket, { force: true })
  const process = await launch(start.program, start.args, paths.machine.hypervisorLog)
  const over = new AbortController()
  void process.ended.then(() => over.abort())
  try {
    return await attach(process, start.booted, paths, log, AbortSignal.any([signal, over.signal]))
  } catch (error) {
    await process.kill()
    if (signal.aborted) throw reasonOf(signal)
    const ending = await process.ended
    if (ending.signal === 'SIGKILL') throw error
    // It ended by itself: its own words say more than the connection that broke.
    throw earlyEnd(ending, await lastWords(paths.machine.hypervisorLog))
  }
}

/** Connects to a QEMU that runs already. Rejects when it does not answer; the process is left as it is. */
export async function joinSession(
  pid: number,
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<Session> {
  const marker = monitorArg(paths.run.monitorSocket)
  return attach({ of: (closed) => orphanProcess(pid, marker, closed) }, true, paths, log, signal)
}

async function attach(
  process: QemuProcess | { of(closed: Promise<void>): QemuProcess },
  booted: boolean,
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<Session> {
  const qmp = await whenThere((each) => QmpClient.connect(paths.run.monitorSocket, each), signal)
  try {
    const socket = await whenThere((each) => connected(paths.run.consoleSocket, each), signal)
    // QEMU opens them with the umask's permissions; their folder is closed to others already.
    for (const file of [paths.run.monitorSocket, paths.run.consoleSocket]) await chmod(file, 0o600)
    const console = new GuestConsole(paths.consoleLog, log, { booted })
    const consoleRead = console.read(socket)
    const close = (): void => {
      qmp.close()
      socket.destroy()
    }
    return { process: 'of' in process ? process.of(qmp.closed) : process, qmp, console, consoleRead, close }
  } catch (error) {
    qmp.close()
    throw error
  }
}

/** Tries again for as long as nobody listens yet: QEMU opens its sockets a moment after it was started. */
async function whenThere<T>(connect: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const end = performance.now() + openMs
  for (;;) {
    try {
      return await connect(signal)
    } catch (error) {
      if (signal.aborted || error instanceof BerthError) throw error
      if (performance.now() > end)
        throw new BerthError(
          'hypervisor-failed',
          `QEMU did not open its sockets within ${openMs / 1000} seconds.`,
          {
            hint: 'Look at machine/hypervisor.log in the Berth folder.',
            cause: error,
          },
        )
    }
    await pause(retryMs, signal)
  }
}
