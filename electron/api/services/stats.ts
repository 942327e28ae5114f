import type { StatsBatch, StatsHistory } from '../schema/stats.ts'

/** What containers use. Nothing is sampled while nobody watches. */
export interface StatsService {
  /**
   * A batch about every two seconds, less often where the engine is slow to tell; the last one again at once for a
   * later watcher. `id`: of that container alone.
   */
  watch(options: { id: string | null }, signal: AbortSignal): AsyncIterable<StatsBatch>
  /** What was sampled of one container in the last hour; empty for one that nobody watched. */
  history(id: string): Promise<StatsHistory>
}
