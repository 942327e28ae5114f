import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import type { Client } from '../../client/connection.ts'
import type { TableSnapshot } from '../../client/live-table.ts'
import { useLatest, useWatched } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'

const watch =
  (client: Client): Subscribe<TableChange<BuildRow>> =>
  (on) =>
    client.builds.watch.subscribe(undefined, on)

/** The builds, live while the page that asks is open: the host looks for those of other clients only as long. */
export const useBuilds = (): TableSnapshot<BuildRow> => useWatched(watch)

const count =
  (client: Client): Subscribe<number> =>
  (on) =>
    client.builds.count.subscribe(undefined, on)

/** How many are known; null before that. The engine is asked once for those of other clients, as long as this stands. */
export const useBuildCount = (): number | null => useLatest(count)
