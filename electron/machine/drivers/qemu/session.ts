import { chmod, rm } from 'node:fs/promises'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { GuestConsole } from '../../console/console.ts'
import { orphanProcess, type MachineProcess } from '../../process/process.ts'
import { openSession, type Session } from '../../process/session.ts'
import { connected, whenThere } from '../../process/sockets.ts'
import { monitorArg } from './args.ts'
import { qemu } from './program.ts'
import { QmpClient } from './qmp.ts'

/** A QEMU process with monitor and console connected. */
export interface QemuSession extends Session {
  readonly qmp: QmpClient
}

/** Starts QEMU and connects to it; the machine stays paused. `booted`: it waits for a guest that runs already. */
export async function startSession(
  start: { readonly file: string; readonly args: readonly string[]; readonly booted: boolean },
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<QemuSession> {
  await rm(paths.run.monitorSocket, { force: true })
  await rm(paths.run.consoleSocket, { force: true })
  return openSession(qemu, { ...start, log: paths.machine.hypervisorLog }, signal, (process, either) =>
    attach(() => process, start.booted, paths, log, either),
  )
}

/** Connects to a QEMU that runs already. Rejects when it does not answer; the process is left as it is. */
export function joinSession(pid: number, paths: Paths, log: Log, signal: AbortSignal): Promise<QemuSession> {
  const marker = monitorArg(paths.run.monitorSocket)
  return attach((closed) => orphanProcess(pid, marker, closed), true, paths, log, signal)
}

async function attach(
  process: (monitorClosed: Promise<void>) => MachineProcess,
  booted: boolean,
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<QemuSession> {
  const { monitorSocket, consoleSocket } = paths.run
  const qmp = await whenThere('QEMU', (each) => QmpClient.connect(monitorSocket, each), signal)
  try {
    const socket = await whenThere('QEMU', (each) => connected({ path: consoleSocket }, each), signal)
    // QEMU opens them with the umask's permissions; their folder is closed to others already.
    for (const file of [monitorSocket, consoleSocket]) await chmod(file, 0o600)
    const console = new GuestConsole(paths.consoleLog, log, { booted })
    const consoleRead = console.read(socket)
    const close = (): void => {
      qmp.close()
      socket.destroy()
    }
    return { process: process(qmp.closed), qmp, console, consoleRead, close }
  } catch (error) {
    qmp.close()
    throw error
  }
}
