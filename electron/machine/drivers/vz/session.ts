import { once } from 'node:events'
import { chmod, rm, stat, writeFile } from 'node:fs/promises'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { GuestConsole } from '../../console/console.ts'
import { tail } from '../../console/tail.ts'
import { orphanProcess, type MachineProcess } from '../../process/process.ts'
import { openSession, type Session } from '../../process/session.ts'
import { connected, whenThere } from '../../process/sockets.ts'
import { monitorUri } from './args.ts'
import { vfkit } from './program.ts'
import { machineState } from './rest.ts'

/** Starts vfkit; resolves when its machine runs. */
export async function startSession(
  start: { readonly file: string; readonly args: readonly string[] },
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<Session> {
  const { monitorSocket, sshSocket } = paths.run
  // vfkit ends at once when it finds a socket there, whoever left it.
  for (const socket of [monitorSocket, sshSocket]) await rm(socket, { force: true })
  await writeFile(paths.machine.consoleFile, '', { mode: 0o600 })
  return openSession(
    vfkit,
    { ...start, log: paths.machine.hypervisorLog },
    signal,
    async (process, either) => {
      const running = async (each: AbortSignal): Promise<void> => {
        const state = await machineState(monitorSocket, each)
        if (state !== 'Running') throw new Error(`the machine is ${state}`)
        // The sockets of vsock ports come last.
        for (const socket of [monitorSocket, sshSocket]) await chmod(socket, 0o600)
      }
      const session = attach(process, paths, log, 0)
      try {
        await whenThere('vfkit', running, either)
      } catch (error) {
        session.close()
        if (signal.aborted || !either.aborted) throw error
        // It was over before it could be asked. If its guest has said why, its end is told by that.
        await session.consoleRead
        if (session.console.failure === null) throw error
      }
      return session
    },
  )
}

/** Takes the console of a vfkit that runs already, from here on. */
export async function joinSession(
  pid: number,
  paths: Paths,
  log: Log,
  signal: AbortSignal,
): Promise<Session> {
  // A connection that says nothing ends when vfkit does.
  const line = await connected({ path: paths.run.monitorSocket }, signal)
  line.unref().on('error', () => undefined)
  const process = orphanProcess(pid, monitorUri(paths.run.monitorSocket), once(line.resume(), 'close'))
  return attach(process, paths, log, (await stat(paths.machine.consoleFile)).size)
}

function attach(process: MachineProcess, paths: Paths, log: Log, from: number): Session {
  const console = new GuestConsole(paths.consoleLog, log, { booted: from > 0 })
  let close: () => void = () => undefined
  const closed = new Promise<void>((resolve) => (close = resolve))
  const over = Promise.race([process.ended, closed])
  return { process, console, close, consoleRead: console.read(tail(paths.machine.consoleFile, from, over)) }
}
