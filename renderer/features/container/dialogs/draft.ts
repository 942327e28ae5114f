import type { ContainerDetail, LiveUpdate, RestartPolicy } from '../../../../electron/api/schema/container.ts'

/** What the fields of the dialog hold: numbers in the units that people use; '' is an empty field. */
export interface Draft {
  /** MiB */
  readonly memory: number | ''
  /** MiB beyond the memory */
  readonly swap: number | ''
  readonly swapUnlimited: boolean
  /** MiB */
  readonly memoryReservation: number | ''
  readonly cpus: number | ''
  readonly cpuShares: number | ''
  readonly cpuset: string
  readonly pids: number | ''
  readonly blkioWeight: number | ''
  readonly restart: RestartPolicy['name']
  readonly maximumRetries: number
}

export type Field = keyof Draft

const mib = 2 ** 20
const inMib = (bytes: number | null): number | '' => (bytes === null ? '' : bytes / mib)

/** The fields as the container is now. */
export function draftOf({ limits, restart }: Pick<ContainerDetail, 'limits' | 'restart'>): Draft {
  const { memory, memorySwap } = limits
  return {
    memory: inMib(memory),
    swap: typeof memorySwap === 'number' ? inMib(Math.max(0, memorySwap - (memory ?? 0))) : '',
    swapUnlimited: memorySwap === 'unlimited',
    memoryReservation: inMib(limits.memoryReservation),
    cpus: limits.cpus ?? '',
    cpuShares: limits.cpuShares ?? '',
    cpuset: limits.cpuset ?? '',
    pids: limits.pids ?? '',
    blkioWeight: limits.blkioWeight ?? '',
    restart: restart.name,
    maximumRetries: restart.maximumRetries,
  }
}

/** Limits that the engine changes but does not take away from a container that exists ("0" means "as it is" to it). */
const lasting = ['memory', 'memoryReservation', 'cpus', 'cpuShares', 'cpuset', 'blkioWeight'] as const

/** The fields that were emptied though the engine cannot do that. */
export const cannotBeEmptied = (before: Draft, now: Draft): Field[] =>
  lasting.filter((field) => before[field] !== '' && now[field] === '')

/** What differs, in the contract's units. */
export function changeOf(before: Draft, now: Draft): LiveUpdate {
  const differs = (...fields: Field[]): boolean => fields.some((field) => before[field] !== now[field])
  const set = <T>(field: Field, value: T | ''): T | undefined =>
    differs(field) && value !== '' ? value : undefined
  const change = {
    ...(differs('memory', 'swap', 'swapUnlimited') && memoryOf(now)),
    memoryReservation: set(
      'memoryReservation',
      now.memoryReservation === '' ? '' : inBytes(now.memoryReservation),
    ),
    cpus: set('cpus', now.cpus),
    cpuShares: set('cpuShares', now.cpuShares),
    cpuset: set('cpuset', now.cpuset.replaceAll(/\s/g, '')),
    pids: differs('pids') ? (now.pids === '' ? null : now.pids) : undefined,
    blkioWeight: set('blkioWeight', now.blkioWeight),
    restart: differs('restart', 'maximumRetries')
      ? { name: now.restart, maximumRetries: now.restart === 'on-failure' ? now.maximumRetries : 0 }
      : undefined,
  }
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

const inBytes = (value: number): number => Math.round(value * mib)

/**
 * Memory and swap always go together, for the engine refuses memory that is more than the sum of both as it was. An
 * empty field for swap is as much again, as the engine itself has it for a new container.
 */
function memoryOf({ memory, swap, swapUnlimited }: Draft): Pick<LiveUpdate, 'memory' | 'memorySwap'> {
  if (memory === '') return {}
  const memorySwap = swapUnlimited ? 'unlimited' : inBytes(memory + (swap === '' ? memory : swap))
  return { memory: inBytes(memory), memorySwap }
}
