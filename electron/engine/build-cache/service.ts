import { z } from 'zod'
import type { CacheEntry, CachePrune } from '../../api/schema/builds.ts'
import type { Room } from '../room.ts'

const Pruned = z.object({ SpaceReclaimed: z.number().default(0) })

const never = new AbortController().signal

/** Fulfils the contract's `BuildCacheService`. */
export function buildCacheService({
  client,
  connection,
  diskUse,
  jobs,
}: Pick<Room, 'client' | 'connection' | 'diskUse' | 'jobs'>) {
  return {
    async list(): Promise<CacheEntry[]> {
      const { value } = await diskUse.measure('cache', never)
      return value.items.map(({ keep: _keep, parents: _parents, ...entry }) => entry)
    },
    async prune({ all, unusedHours }: CachePrune): Promise<string> {
      const doing = 'clean up the build cache'
      connection.require(doing)
      return jobs.start('prune', 'build cache', async (signal, tell) => {
        const filters = unusedHours === null ? undefined : { until: [`${unusedHours}h`] }
        const request = {
          doing,
          method: 'POST',
          path: '/build/prune',
          query: { all, filters },
          signal,
        } as const
        const { SpaceReclaimed } = Pruned.parse(await client.json(request, { deadlineMs: null }))
        tell({ bytes: { current: SpaceReclaimed, total: SpaceReclaimed } })
      })
    },
  }
}
