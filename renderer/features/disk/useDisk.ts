import { useQuery } from '@tanstack/react-query'
import type { DataDisk, DiskView } from '../../../electron/api/schema/disk.ts'
import type { RetentionView } from '../../../electron/api/schema/retention.ts'
import type { Client } from '../../client/connection.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { useLatest } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'

const watchDisk =
  (client: Client): Subscribe<DiskView> =>
  (on) =>
    client.disk.watch.subscribe(undefined, on)

const watchRetention =
  (client: Client): Subscribe<RetentionView> =>
  (on) =>
    client.retention.watch.subscribe(undefined, on)

/** What takes the room; what is old is measured while the page that asks is open. */
export const useDiskView = (): DiskView | null => useLatest(watchDisk)

/** The rules and what clean-ups did, live. */
export const useRetention = (): RetentionView | null => useLatest(watchRetention)

/** The data disk from inside and outside, asked for anew when work has ended that may have changed it. */
export function useDataDisk(): DataDisk | null {
  const berth = useBerth()
  const live = useIsLive()
  const ended = useStore(berth.jobs)
    .rows.filter(({ state }) => state !== 'running')
    .map(({ id }) => id)
    .join()
  const { data } = useQuery({
    queryKey: ['disk', 'data', live, ended],
    queryFn: () => berth.client.disk.data.query(),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 60_000,
  })
  return data ?? null
}
