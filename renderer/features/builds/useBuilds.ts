import { useEffect, useState } from 'react'
import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import { useBerth } from '../../client/context.ts'
import { LiveTable, type TableSnapshot } from '../../client/live-table.ts'
import { useStore } from '../../client/store.ts'
import { Watch } from '../../client/watch.ts'

/** The builds, live while the page that asks is open: the host looks for those of other clients only as long. */
export function useBuilds(): TableSnapshot<BuildRow> {
  const { client } = useBerth()
  const [table] = useState(() => new LiveTable<BuildRow>())
  useEffect(() => {
    const watch = new Watch<TableChange<BuildRow>>(
      (on) => client.builds.watch.subscribe(undefined, on),
      (change) => table.apply(change),
    )
    watch.start()
    return () => watch.stop()
  }, [client, table])
  return useStore(table)
}
