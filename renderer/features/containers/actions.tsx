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
import type { PendingAction } from '../../client/pending.ts'
import { t } from '../../i18n/index.ts'
import { limited } from '../../lib/limit.ts'
import { tellFailures, type Failure } from './failures.tsx'
import { offerUndo } from './undo.ts'

export interface ActionFace {
  readonly action: ContainerAction
  readonly label: string
  readonly icon: Icon
}

const face = (action: ContainerAction, icon: Icon): ActionFace => ({
  action,
  icon,
  label: t(`containers:action.${action}`),
})

export const faces: Readonly<Record<ContainerAction, ActionFace>> = {
  start: face('start', IconPlayerPlay),
  stop: face('stop', IconPlayerStop),
  restart: face('restart', IconRefresh),
  kill: face('kill', IconSkull),
  pause: face('pause', IconPlayerPause),
  unpause: face('unpause', IconPlayerPlay),
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

/** What can be done with at least one of these. */
export function possibleForAny(rows: readonly ContainerRow[]): ReadonlySet<ContainerAction> {
  return new Set(rows.flatMap(possibleActions))
}

/** Does it to all of `rows` that it is possible for as they are now; the rows show it, errors are told once for all. */
export async function act(
  berth: Berth,
  rows: readonly ContainerRow[],
  action: ContainerAction,
): Promise<void> {
  const now = rows.flatMap((row) => berth.containers.current(row.id) ?? [])
  const able = now.filter((row) => possibleActions(row).includes(action))
  const done = await eachTold(berth, able, action, (row) =>
    berth.client.containers.act.mutate({ id: row.id, action }),
  )
  offerUndo(berth, done, action, (again, back) => act(berth, again, back))
}

/** How many requests to the engine go out at once for a selection: stops mostly wait for their grace period. */
const atOnce = 16

/**
 * Asks the engine for each row, some at a time, and goes on when one fails. All rows say at once what was asked for;
 * those that failed are told in one message. Resolves with the others.
 */
export async function eachTold(
  berth: Pick<Berth, 'pending'>,
  rows: readonly ContainerRow[],
  action: PendingAction,
  ask: (row: ContainerRow) => Promise<unknown>,
): Promise<readonly ContainerRow[]> {
  const run = limited(atOnce)
  const failures: Failure[] = []
  await Promise.all(
    rows.map((row) =>
      berth.pending
        .run(row, action, () => run(() => ask(row)))
        .catch((error: unknown) => failures.push({ row, error })),
    ),
  )
  tellFailures(action, failures, rows.length)
  return rows.filter((row) => !failures.some((failure) => failure.row === row))
}
