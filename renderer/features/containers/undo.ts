import type { ContainerAction, ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { tellUndo } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'

/** What takes an action back, and the state in which it can be. */
const backs = {
  stop: { state: 'exited', by: 'start' },
  pause: { state: 'paused', by: 'unpause' },
} as const

/** Offers to take back what was done to these containers, where something does. */
export function offerUndo(
  berth: Berth,
  rows: readonly ContainerRow[],
  action: ContainerAction,
  act: (rows: readonly ContainerRow[], action: ContainerAction) => Promise<void>,
): void {
  if (action !== 'stop' && action !== 'pause') return
  const [first] = rows
  if (!first) return
  const { state, by } = backs[action]
  const now = (): ContainerRow[] =>
    rows.flatMap(({ id }) => berth.containers.current(id) ?? []).filter((row) => row.state === state)
  tellUndo({
    message: t(`containers:undone.${action}`, { count: rows.length, name: first.name }),
    store: berth.containers,
    holds: () => now().length > 0,
    undo: () => act(now(), by),
  })
}
