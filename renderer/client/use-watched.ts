import { useEffect, useState } from 'react'
import type { TableChange } from '../../electron/api/schema/object.ts'
import type { Client } from './connection.ts'
import { useBerth } from './context.ts'
import { LiveTable, type TableSnapshot } from './live-table.ts'
import { useStore } from './store.ts'
import { Watch, type Subscribe } from './watch.ts'

/** A table that only the page that asks needs: live while it is open. `subscribe` must be the same function each time. */
export function useWatched<Row extends { id: string }>(
  subscribe: (client: Client) => Subscribe<TableChange<Row>>,
): TableSnapshot<Row> {
  const { client } = useBerth()
  const [table] = useState(() => new LiveTable<Row>())
  useEffect(() => {
    const watch = new Watch<TableChange<Row>>(subscribe(client), (change) => table.apply(change))
    watch.start()
    return () => watch.stop()
  }, [client, table, subscribe])
  return useStore(table)
}
