import { z } from 'zod'
import type { Process } from '../../api/schema/container.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'

/** Columns that both procps and BusyBox know; the command stands last, for it may hold blanks. */
const columns = '-eo pid,ppid,user,stat,etime,time,rss,args'

const Top = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullish() })

/** The processes of a container that runs, as the machine's own `ps` tells them, or Windows, which takes no arguments. */
export async function processesOf(
  client: EngineClient,
  id: string,
  { windows }: { windows: boolean },
): Promise<Process[]> {
  const doing = `list the processes of the container ${id}`
  const path = `${containerPath(id)}/top`
  const query = windows ? {} : { ps_args: columns }
  const answer = Top.safeParse(await client.json({ doing, path, query }))
  if (!answer.success) throw malformed(doing, z.prettifyError(answer.error))
  const { Titles, Processes } = answer.data
  if (windows) return windowsProcesses(Titles, Processes ?? [])
  const at = (title: string): number => Titles.indexOf(title)
  const [pid, parent, user, state] = [at('PID'), at('PPID'), at('USER'), at('STAT')]
  const [age, time, memory, command] = [at('ELAPSED'), at('TIME'), at('RSS'), Titles.length - 1]
  return (Processes ?? []).flatMap((cells) => {
    const number = Number(cells[pid])
    if (!Number.isInteger(number)) return []
    return [
      {
        pid: number,
        parent: numberOf(cells[parent]),
        user: cells[user] ?? '',
        state: cells[state] ?? '',
        age: secondsOf(cells[age]),
        cpuSeconds: secondsOf(cells[time]),
        memory: bytesOf(cells[memory]),
        command: clip(cells[command] ?? '', 8192),
      },
    ]
  })
}

/** "Name", "PID", "CPU" as 00:00:01.234, "Private Working Set" as 12.3MB. Source: moby, daemon/top_windows.go. */
export function windowsProcesses(titles: readonly string[], rows: readonly (readonly string[])[]): Process[] {
  const at = (title: string): number => titles.indexOf(title)
  const [name, pid, cpu, memory] = [at('Name'), at('PID'), at('CPU'), at('Private Working Set')]
  return rows.flatMap((cells) => {
    const number = numberOf(cells[pid])
    if (number === null) return []
    return [
      {
        pid: number,
        parent: null,
        user: '',
        state: '',
        age: null,
        cpuSeconds: secondsOf(cells[cpu]?.replace(/\.\d+$/, '')),
        memory: parseDecimalSize(cells[memory]),
        command: clip(cells[name] ?? '', 8192),
      },
    ]
  })
}

const decimalUnits = ['B', 'kB', 'MB', 'GB', 'TB']

function parseDecimalSize(text: string | undefined): number | null {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?(?:e\+\d+)?)([kMGT]?B)$/.exec(text ?? '') ?? []
  return count === undefined ? null : Math.round(Number(count) * 1000 ** decimalUnits.indexOf(unit))
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null
}

/** `ps` writes spans as [[days-]hours:]minutes:seconds; BusyBox writes long ones as "3h05", "2d07", "120d". */
export function secondsOf(text: string | undefined): number | null {
  const [, short, unit, rest] = /^(\d+)([hd])(\d*)$/.exec(text ?? '') ?? []
  if (unit === 'h') return Number(short) * 3600 + Number(rest) * 60
  if (unit === 'd') return Number(short) * 86_400 + Number(rest) * 3600
  const [, days, clock] = /^(?:(\d+)-)?((?:\d+:)?\d+:\d+)$/.exec(text ?? '') ?? []
  if (clock === undefined) return null
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days ?? 0) * 86_400
}

/** Kibibytes; BusyBox shortens large ones to "12m" or "1.5g". */
export function bytesOf(text: string | undefined): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([mgt]?)$/.exec(text ?? '') ?? []
  if (count === undefined) return null
  return Math.round(Number(count) * 1024 ** (['', 'm', 'g', 't'].indexOf(unit ?? '') + 1))
}
