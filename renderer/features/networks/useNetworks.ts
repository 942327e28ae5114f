import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import type { Client } from '../../client/connection.ts'
import type { TableSnapshot } from '../../client/live-table.ts'
import { useWatched } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'

const watch =
  (client: Client): Subscribe<TableChange<NetworkRow>> =>
  (on) =>
    client.networks.watch.subscribe(undefined, on)

/** The networks, live while the page that asks is open. */
export const useNetworks = (): TableSnapshot<NetworkRow> => useWatched(watch)
