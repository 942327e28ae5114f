import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { open, readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { BerthError } from '../../../base/errors.ts'

/** How a process ended: for one that we did not start, neither is known. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A QEMU process, our child or not. */
export interface QemuProcess {
  readonly pid: number
  readonly ended: Promise<Ending>
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>
}

/** How often the life of a process that is not our child is looked at; the system offers no event for it. */
const lookMs = 20

/**
 * Starts QEMU in a session of its own, so that it outlives this host whatever ends it. What QEMU says goes to `log`,
 * which starts anew. Rejects with `hypervisor-missing` when the program cannot be run.
 */
export async function launch(program: string, args: readonly string[], log: string): Promise<QemuProcess> {
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

/** A process that some earlier host started. `leaving` is when to look whether it is gone: its monitor has closed. */
export function orphanProcess(pid: number, marker: string, leaving: Promise<unknown>): QemuProcess {
  const ended = leaving.then(async () => {
    await gone(pid, marker)
    return { code: null, signal: null }
  })
  return { pid, ended, kill: () => killOrphan(pid, marker) }
}

/** Ends a process of ours that is not our child; resolves when it is gone. */
export async function killOrphan(pid: number, marker: string): Promise<void> {
  if (!(await isOurs(pid, marker))) return
  send(pid, 'SIGKILL')
  await gone(pid, marker)
}

/** The processes whose command line has `marker` as one whole argument. */
export async function findProcesses(marker: string): Promise<number[]> {
  const lines = await commandLines()
  return lines.flatMap(({ pid, has }) => (pid !== process.pid && has(marker) ? [pid] : []))
}

/** `pid` lives and carries our marker: a number alone may long be somebody else's. */
export async function isOurs(pid: number, marker: string): Promise<boolean> {
  return (await findProcesses(marker)).includes(pid)
}

interface CommandLine {
  readonly pid: number
  readonly has: (argument: string) => boolean
}

async function commandLines(): Promise<CommandLine[]> {
  return process.platform === 'linux' ? fromProc() : fromPs()
}

async function fromProc(): Promise<CommandLine[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(
    pids.map(async (pid) => {
      // A process that ended meanwhile, or a zombie, has no command line.
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      return { pid: Number(pid), has: (argument: string) => text.split('\0').includes(argument) }
    }),
  )
}

async function fromPs(): Promise<CommandLine[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 2 ** 24 })
  return stdout.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s(.*)$/.exec(line)
    return found
      ? [{ pid: Number(found[1]), has: (argument: string) => (found[2] ?? '').includes(argument) }]
      : []
  })
}

async function gone(pid: number, marker: string): Promise<void> {
  while (await isOurs(pid, marker)) await delay(lookMs, undefined, { ref: false })
}

function childProcess(child: ChildProcess & { pid?: number | undefined }): QemuProcess {
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
        new BerthError('hypervisor-missing', `QEMU could not be started: ${cause.message}`, {
          hint: `Check that ${program} may be run by you.`,
          cause,
        }),
      ),
    )
  })
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It went before the signal came.
  }
}

/** QEMU gets of the environment only what programs need to run at all. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
