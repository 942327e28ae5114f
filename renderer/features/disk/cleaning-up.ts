import { cleanUpKinds, type CleanUpChoice, type CleanUpKind } from '../../../electron/api/schema/clean-up.ts'
import type { DiskKind } from '../../../electron/api/schema/disk.ts'
import { Store } from '../../client/store.ts'

/** What a clean-up is about: all there is, or one kind of what takes room, asked for on its own page. */
export type CleanUpScope = 'disk' | DiskKind

/** What the dialog that is open is about; null while there is none. One for the whole page. */
export const cleaningUp = new Store<CleanUpScope | null>(null)

/** Opens the dialog; wherever that is asked for, it shows the same and does the same. */
export const openCleanUp = (scope: CleanUpScope): void => cleaningUp.set(scope)

export const kindsOf = (scope: CleanUpScope): readonly CleanUpKind[] =>
  scope === 'disk' ? cleanUpKinds : [scope]

/** As `docker system prune` would: nothing that has a name of its own, and no volume unless it is about these. */
export function firstChoice(scope: CleanUpScope): CleanUpChoice {
  const of = <Extent>(kind: CleanUpKind, extent: Extent): Extent | 'none' =>
    scope === kind || (scope === 'disk' && kind !== 'volumes') ? extent : 'none'
  return {
    containers: of('containers', 'all'),
    networks: of('networks', 'all'),
    volumes: of('volumes', 'narrow'),
    images: of('images', 'narrow'),
    cache: of('cache', 'narrow'),
    cacheUnusedHours: null,
  }
}
