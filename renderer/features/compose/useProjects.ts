import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import type { Client } from '../../client/connection.ts'
import type { TableSnapshot } from '../../client/live-table.ts'
import { useWatched } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'

const watch =
  (client: Client): Subscribe<TableChange<ComposeProject>> =>
  (on) =>
    client.compose.watch.subscribe(undefined, on)

/** The compose projects, live while the page that asks is open. */
export const useProjects = (): TableSnapshot<ComposeProject> => useWatched(watch)
