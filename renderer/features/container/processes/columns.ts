import type { Process } from '../../../../electron/api/schema/container.ts'
import { bytes, span } from '../../../lib/format.ts'

interface ProcessColumn {
  readonly id: keyof Process
  /** numbers stand on the right, and sort from the most at first */
  readonly number: boolean
  /** left out where there is little room */
  readonly minor?: boolean
  readonly say: (process: Process) => string
}

export const processColumns: readonly ProcessColumn[] = [
  { id: 'pid', number: true, say: ({ pid }) => String(pid) },
  { id: 'parent', number: true, minor: true, say: ({ parent }) => String(parent ?? '') },
  { id: 'user', number: false, say: ({ user }) => user },
  { id: 'state', number: false, minor: true, say: ({ state }) => state },
  { id: 'age', number: true, minor: true, say: ({ age }) => (age === null ? '' : span(age * 1000)) },
  {
    id: 'cpuSeconds',
    number: true,
    say: ({ cpuSeconds }) => (cpuSeconds === null ? '' : clockOf(cpuSeconds)),
  },
  { id: 'memory', number: true, say: ({ memory }) => (memory === null ? '' : bytes(memory)) },
  { id: 'command', number: false, say: ({ command }) => command },
]

/** Those that Windows has a word for. */
export const windowsColumns = processColumns.filter(({ id }) =>
  ['pid', 'cpuSeconds', 'memory', 'command'].includes(id),
)

export interface ProcessOrder {
  readonly by: ProcessColumn['id']
  readonly descending: boolean
}

/** CPU time as `ps` has it: minutes and seconds, with hours in front where there are some. */
function clockOf(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600]
  const minutes = Math.floor(rest / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest % 60)}` : `${minutes}:${two(rest % 60)}`
}

/** The processes that a filter lets through, in an order; what is equal stands as it began. */
export function arranged(
  processes: readonly Process[],
  { by, descending }: ProcessOrder,
  filter: string,
): Process[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const sign = descending ? -1 : 1
  const compare = (a: Process, b: Process): number => {
    const [left, right] = [a[by], b[by]]
    if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right)
    return Number(left ?? -1) - Number(right ?? -1)
  }
  return processes
    .filter((process) => {
      const text = `${process.pid} ${process.user} ${process.command}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => sign * compare(a, b) || a.pid - b.pid)
}
