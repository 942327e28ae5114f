import { z } from 'zod'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { EngineClient } from '../client.ts'
import type { EngineEvent } from '../events.ts'
import { containerPath } from '../names.ts'
import { noTimes, type Times } from './row.ts'

const State = z.object({
  State: z.object({ StartedAt: z.string().nullish(), FinishedAt: z.string().nullish() }),
})

/** Requests at once: this is for a later column, the page's own requests come first. */
const atOnce = 4

/**
 * When containers started and ended. Events tell it for what happens from now on; what was there before is
 * inspected once, in the background, those that run first.
 */
export class ContainerTimes {
  readonly #client: EngineClient
  readonly #times = new Map<string, Times>()
  /** ids whose times are known to be the newest */
  readonly #fresh = new Set<string>()

  constructor(client: EngineClient) {
    this.#client = client
  }

  of(id: string): Times {
    return this.#times.get(id) ?? noTimes
  }

  /** Learns from an event. */
  note(event: EngineEvent): void {
    if (event.action === 'start') this.#learn(event.id, { ...this.of(event.id), startedAt: event.time })
    if (event.action === 'die') this.#learn(event.id, { ...this.of(event.id), finishedAt: event.time })
    if (event.action === 'destroy') this.forget(event.id)
  }

  forget(id: string): void {
    this.#times.delete(id)
    this.#fresh.delete(id)
  }

  /** Events were missed: what is known may be old, and what is gone is forgotten. */
  distrust(present: ReadonlySet<string>): void {
    this.#fresh.clear()
    for (const id of this.#times.keys()) if (!present.has(id)) this.#times.delete(id)
  }

  /** Inspects what is not known yet; `found` is told of each. A container that is gone meanwhile is left out. */
  async fill(rows: readonly ContainerRow[], signal: AbortSignal, found: (id: string) => void): Promise<void> {
    const unknown = rows.filter((row) => row.state !== 'created' && !this.#fresh.has(row.id))
    const queue = unknown.sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running'))
    let next = 0
    const work = async (): Promise<void> => {
      for (let row = queue[next++]; row && !signal.aborted; row = queue[next++]) {
        const times = await this.#inspect(row.id, signal)
        // An event that came in between knows better.
        if (!times || this.#fresh.has(row.id)) continue
        this.#learn(row.id, times)
        found(row.id)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }

  #learn(id: string, times: Times): void {
    this.#times.set(id, times)
    this.#fresh.add(id)
  }

  async #inspect(id: string, signal: AbortSignal): Promise<Times | null> {
    const path = `${containerPath(id)}/json`
    const answer = await this.#client.json({ doing: 'inspect a container', path, signal }).catch(() => null)
    const parsed = State.safeParse(answer)
    if (!parsed.success) return null
    const { StartedAt, FinishedAt } = parsed.data.State
    return { startedAt: timeOf(StartedAt), finishedAt: timeOf(FinishedAt) }
  }
}

/** Go's zero time stands for "never"; anything that is no time is treated alike. */
export function timeOf(text: string | null | undefined): string | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) || ms <= 0 ? null : new Date(ms).toISOString()
}
