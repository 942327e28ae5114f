import type { CommitOptions, LiveUpdate } from '../../../../electron/api/schema/container.ts'
import { dockerCommand } from '../../../lib/docker-command.ts'

/** The command that makes the same image of a container. */
export function commitCommand(name: string, { reference, author, message, pause }: CommitOptions): string {
  return dockerCommand(
    'commit',
    ...(author ? ['--author', author] : []),
    ...(message ? ['--message', message] : []),
    ...(pause ? [] : ['--no-pause']),
    name,
    ...(reference ? [reference] : []),
  )
}

/** The command that makes the same change to a container as it is. */
export function updateCommand(name: string, change: LiveUpdate): string {
  const { restart, memorySwap } = change
  const flags: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ['--memory', size(change.memory)],
    ['--memory-swap', memorySwap === 'unlimited' ? -1 : size(memorySwap)],
    ['--memory-reservation', size(change.memoryReservation)],
    ['--cpus', change.cpus],
    ['--cpu-shares', change.cpuShares],
    ['--cpuset-cpus', change.cpuset],
    ['--pids-limit', change.pids === null ? -1 : change.pids],
    ['--blkio-weight', change.blkioWeight],
    ['--restart', restart && restartFlag(restart)],
  ]
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]))
  return dockerCommand('update', ...given, name)
}

function restartFlag({ name, maximumRetries }: NonNullable<LiveUpdate['restart']>): string {
  return name === 'on-failure' && maximumRetries > 0 ? `${name}:${maximumRetries}` : name
}

/** As people write sizes for docker, where nothing is lost by it. */
function size(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}m` : `${bytes}b`
}
