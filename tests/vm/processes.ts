import { readdir, readFile } from 'node:fs/promises'
import type { BerthHome } from '../../scripts/lib/berth-home.ts'

/** The pid of the one QEMU of this home; rejects when there is none, or more than one. */
export async function machinePid(home: BerthHome): Promise<number> {
  const monitor = home.paths.run.monitorSocket
  return only(
    'QEMU',
    await find((args) => /qemu-system/.test(args[0] ?? '') && args.join(' ').includes(monitor)),
  )
}

/** The pid of the one host process of this home. */
export async function hostPid(home: BerthHome): Promise<number> {
  const info = /host\.(js|ts)$|host\/main\.ts$/
  const pids = await find((args) => args.slice(0, 4).some((arg) => info.test(arg)))
  const own: number[] = []
  for (const pid of pids) {
    const env = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (env.split('\0').includes(`BERTH_HOME=${home.dir}`)) own.push(pid)
  }
  return only('host process', own)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function find(matches: (args: string[]) => boolean): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const args = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (matches(args)) found.push(Number(name))
  }
  return found
}

function only(what: string, pids: number[]): number {
  const [pid] = pids
  if (pid === undefined || pids.length !== 1) throw new Error(`${pids.length} of one ${what}`)
  return pid
}
