import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSkull,
  type Icon,
} from '@tabler/icons-react'
import type { ContainerAction, ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { tellError } from '../../components/tell.tsx'
import { plural } from '../../lib/format.ts'

export interface ActionFace {
  readonly action: ContainerAction
  readonly label: string
  readonly icon: Icon
}

export const faces: Readonly<Record<ContainerAction, ActionFace>> = {
  start: { action: 'start', label: 'Start', icon: IconPlayerPlay },
  stop: { action: 'stop', label: 'Stop', icon: IconPlayerStop },
  restart: { action: 'restart', label: 'Restart', icon: IconRefresh },
  kill: { action: 'kill', label: 'Kill', icon: IconSkull },
  pause: { action: 'pause', label: 'Pause', icon: IconPlayerPause },
  unpause: { action: 'unpause', label: 'Resume', icon: IconPlayerPlay },
}

/** What can be done with a container as it is, the most likely first. */
export function possibleActions(row: ContainerRow): ContainerAction[] {
  switch (row.state) {
    case 'running':
      return ['stop', 'restart', 'pause', 'kill']
    case 'restarting':
      return ['stop', 'restart', 'kill']
    case 'paused':
      return ['unpause', 'stop', 'kill']
    case 'created':
    case 'exited':
      return ['start', 'restart']
    case 'removing':
    case 'dead':
      return []
  }
}

/** Does it to all of `rows` that it is possible for as they are now; the rows show it, errors are told once for all. */
export async function act(
  berth: Berth,
  rows: readonly ContainerRow[],
  action: ContainerAction,
): Promise<void> {
  const now = rows.flatMap((row) => berth.containers.current(row.id) ?? [])
  const able = now.filter((row) => possibleActions(row).includes(action))
  await eachTold(able, faces[action].label.toLowerCase(), (row) =>
    berth.pending.run(row, action, () => berth.client.containers.act.mutate({ id: row.id, action })),
  )
}

/** How many requests to the engine go out at once for a selection. */
const atOnce = 8

/** Runs `work` for every row, some at a time; tells of those that failed in one message. */
export async function eachTold(
  rows: readonly ContainerRow[],
  verb: string,
  work: (row: ContainerRow) => Promise<void>,
): Promise<void> {
  const queue = [...rows]
  const failures: { row: ContainerRow; error: unknown }[] = []
  const worker = async (): Promise<void> => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      try {
        await work(row)
      } catch (error) {
        failures.push({ row, error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, worker))
  const [first] = failures
  if (!first) return
  if (rows.length === 1) {
    tellError(first.error)
    return
  }
  const names = failures.slice(0, 3).map(({ row }) => row.name)
  const more = failures.length > 3 ? ` and ${failures.length - 3} more` : ''
  if (plainError(first.error).code === 'cancelled') return
  tellError(
    first.error,
    `Could not ${verb} ${plural(failures.length, 'container')}: ${names.join(', ')}${more}.`,
  )
}
