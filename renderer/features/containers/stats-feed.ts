import { createContext } from 'react'
import type { StatsBatch, StatsSample } from '../../../electron/api/schema/stats.ts'
import type { Client } from '../../client/connection.ts'
import { Store } from '../../client/store.ts'
import { Watch } from '../../../electron/api/client/watch.ts'

/** How far back a sparkline goes, in ms. */
export const sparkMs = 60_000

/**
 * What containers use, followed while a page shows it and somebody can see that page. Cells listen to it and draw
 * themselves: a sample each two seconds is no reason to render a table.
 */
export class StatsFeed {
  /** counts the batches, for what follows all of them */
  readonly batches = new Store(0)
  readonly #series = new Map<string, StatsSample[]>()
  readonly #watch: Watch<StatsBatch>

  constructor(client: Pick<Client, 'stats'>) {
    this.#watch = new Watch<StatsBatch>(
      (on) => client.stats.watch.subscribe({}, on),
      (batch) => this.#take(batch),
    )
  }

  /** Follows while the page can be seen, until the returned function is called. */
  follow(): () => void {
    const follow = (): void =>
      document.visibilityState === 'visible' ? this.#watch.start() : this.#watch.stop()
    document.addEventListener('visibilitychange', follow)
    follow()
    return () => {
      document.removeEventListener('visibilitychange', follow)
      this.#watch.stop()
    }
  }

  /** The last minute of a container, oldest first; empty for one that is not up. */
  of(id: string): readonly StatsSample[] {
    return this.#series.get(id) ?? []
  }

  latest(id: string): StatsSample | null {
    return this.#series.get(id)?.at(-1) ?? null
  }

  #take({ samples }: StatsBatch): void {
    const up = new Set(samples.map(({ id }) => id))
    for (const id of this.#series.keys()) if (!up.has(id)) this.#series.delete(id)
    for (const { id, sample } of samples) {
      const before = this.#series.get(id) ?? []
      this.#series.set(id, [...before.filter(({ time }) => time > sample.time - sparkMs), sample])
    }
    this.batches.update((count) => count + 1)
  }
}

export const StatsContext = createContext<StatsFeed | null>(null)
