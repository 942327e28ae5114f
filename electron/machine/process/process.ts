import { spawn, type ChildProcess } from 'node:child_process'
import { open } from 'node:fs/promises'
import { BerthError } from '../../base/errors.ts'
import { gone, killOrphan } from './find.ts'

/** How a process ended: for one that we did not start, neither is known. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A hypervisor's process, our child or not. */
export interface MachineProcess {
  readonly pid: number
  readonly ended: Promise<Ending>
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>
}

/**
 * Starts a hypervisor in a session of its own, so that it outlives this host whatever ends it. What it says goes to `log`,
 * which starts anew. Rejects with `hypervisor-missing` when the program cannot be run.
 */
export async function launch(program: string, args: readonly string[], log: string): Promise<MachineProcess> {
  const output = await open(log, 'w', 0o600)
  try {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: environment(),
      cwd: '/',
    })
    await spawned(child, program)
    child.unref()
    return childProcess(child)
  } finally {
    await output.close()
  }
}

/** A process that some earlier host started. `leaving` is when to look whether it is gone: its socket has closed, say. */
export function orphanProcess(pid: number, marker: string, leaving: Promise<unknown>): MachineProcess {
  const ended = leaving.then(async () => {
    await gone(pid, marker)
    return { code: null, signal: null }
  })
  return { pid, ended, kill: () => killOrphan(pid, marker) }
}

function childProcess(child: ChildProcess & { pid?: number | undefined }): MachineProcess {
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  return {
    pid: child.pid ?? 0,
    ended,
    kill: async () => {
      // Who waits for the end of a process must live to see it.
      child.ref()
      child.kill('SIGKILL')
      await ended
    },
  }
}

function spawned(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) =>
      reject(
        new BerthError('hypervisor-missing', `The hypervisor could not be started: ${cause.message}`, {
          hint: `Check that ${program} may be run by you.`,
          cause,
        }),
      ),
    )
  })
}

/** A hypervisor gets of the environment only what programs need to run at all. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
