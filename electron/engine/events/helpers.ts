import type { EngineEvent } from '../events.ts'
import { isHelper } from '../helper-label.ts'

/** Helpers that are remembered: each lives for a minute or so. */
const most = 256

/**
 * Knows the events of Berth's own helpers, which are nobody's business: their containers and image by the label, where
 * an event has none by the id, and what the containers do to volumes and networks.
 */
export class HelperEvents {
  readonly #ids = new Set<string>()

  /** Whether the event is of a helper. Every event has to be shown to this, in their order. */
  has({ type, id, attributes }: EngineEvent): boolean {
    if (isHelper(attributes)) {
      if (!this.#ids.has(id)) this.#remember(id)
      return true
    }
    return this.#ids.has(type === 'network' || type === 'volume' ? (attributes['container'] ?? '') : id)
  }

  #remember(id: string): void {
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > most && oldest !== undefined) this.#ids.delete(oldest)
  }
}
