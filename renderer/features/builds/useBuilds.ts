import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import type { Client } from '../../client/connection.ts'
import type { TableSnapshot } from '../../client/live-table.ts'
import { useWatched } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'

const watch =
  (client: Client): Subscribe<TableChange<BuildRow>> =>
  (on) =>
    client.builds.watch.subscribe(undefined, on)

/** The builds, live while the page that asks is open: the host looks for those of other clients only as long. */
export const useBuilds = (): TableSnapshot<BuildRow> => useWatched(watch)
