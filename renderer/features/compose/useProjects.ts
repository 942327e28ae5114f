import { useEffect, useState } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { TableChange } from '../../../electron/api/schema/object.ts'
import { useBerth } from '../../client/context.ts'
import { LiveTable, type TableSnapshot } from '../../client/live-table.ts'
import { useStore } from '../../client/store.ts'
import { Watch } from '../../client/watch.ts'

/** The compose projects, live while the page that asks is open. */
export function useProjects(): TableSnapshot<ComposeProject> {
  const { client } = useBerth()
  const [table] = useState(() => new LiveTable<ComposeProject>())
  useEffect(() => {
    const watch = new Watch<TableChange<ComposeProject>>(
      (on) => client.compose.watch.subscribe(undefined, on),
      (change) => table.apply(change),
    )
    watch.start()
    return () => watch.stop()
  }, [client, table])
  return useStore(table)
}
