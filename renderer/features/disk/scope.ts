import { cleanUpKinds, type CleanUpChoice, type CleanUpKind } from '../../../electron/api/schema/clean-up.ts'
import type { CleanUpScope } from './cleaning-up.ts'

/** What a clean-up of this scope looks at. Apart from the dialog's door, which every visit loads: this needs the schemas. */
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
