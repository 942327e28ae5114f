import type { CacheEntry } from '../../api/schema/builds.ts'
import type { Room } from '../room.ts'

const never = new AbortController().signal

/** Fulfils the contract's `BuildCacheService`. */
export function buildCacheService({ diskUse }: Pick<Room, 'diskUse'>) {
  return {
    async list(): Promise<CacheEntry[]> {
      const { value } = await diskUse.measure('cache', never)
      return value.items.map(({ keep: _keep, parents: _parents, ...entry }) => entry)
    },
  }
}
