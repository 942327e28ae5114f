import type { StatsHistory } from '../../api/schema/stats.ts'
import type { Room } from '../room.ts'
import { Sampler } from './sampler.ts'

/** Fulfils the contract's `StatsService`. */
export function statsService(room: Room) {
  const sampler = new Sampler(room)
  return {
    watch: (options: { id: string | null }, signal: AbortSignal) => sampler.watch(options, signal),
    history: async (id: string): Promise<StatsHistory> => ({ samples: sampler.history(id) }),
  }
}
