import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../../base/log.ts'

/** How often the life of a process that is not our child is looked at; the system offers no event for it. */
const lookMs = 20

/** Ends a process of ours that is not our child; resolves when it is gone. */
export async function killOrphan(pid: number, marker: string): Promise<void> {
  if (!(await isOurs(pid, marker))) return
  send(pid, 'SIGKILL')
  await gone(pid, marker)
}

/** Ends all processes that carry the marker. */
export async function endLeftovers(marker: string, log: Log): Promise<void> {
  for (const pid of await findProcesses(marker)) {
    log.warn({ pid }, 'a left-over hypervisor of this machine is ended')
    await killOrphan(pid, marker)
  }
}

/** The processes whose command line has `marker` as one whole argument. */
export async function findProcesses(marker: string): Promise<number[]> {
  const lines = (await fromProc()) ?? (await fromPs())
  return lines.flatMap(({ pid, has }) => (pid !== process.pid && has(marker) ? [pid] : []))
}

/** `pid` lives and carries our marker: a number alone may long be somebody else's. */
export async function isOurs(pid: number, marker: string): Promise<boolean> {
  return (await findProcesses(marker)).includes(pid)
}

/** Resolves when the process is gone. */
export async function gone(pid: number, marker: string): Promise<void> {
  while (await isOurs(pid, marker)) await delay(lookMs, undefined, { ref: false })
}

interface CommandLine {
  readonly pid: number
  readonly has: (argument: string) => boolean
}

/** Null where the system has no /proc. */
async function fromProc(): Promise<CommandLine[] | null> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  if (pids.length === 0) return null
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

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It went before the signal came.
  }
}
