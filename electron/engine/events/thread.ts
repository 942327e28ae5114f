import type { EngineEvent } from '../events.ts'

/** Events that the engine keeps for who asks for the past (moby's daemon/events). */
const keptByEngine = 256
/** Events that are remembered so that none counts twice. */
const remembered = 4 * keptByEngine
/** ms after which what comes is no past any more, whatever the engine's clock says: it may have been set. */
const pastMs = 5000

/** How an event follows on those before. */
export interface Heard {
  readonly event: EngineEvent
  /** some between this one and the one before may never have been heard */
  readonly broken: boolean
  /** it happened before the engine was asked for it */
  readonly past: boolean
}

/**
 * Ties the event streams of one engine together: says from when a new stream has to begin, and of each of its events
 * whether it was heard before. Where a new stream does not overlap the old one, the thread is broken.
 */
export class EventThread {
  readonly #keys = new Set<string>()
  #last: number | null = null
  #joins = false
  #opened = { nano: 0, at: 0, left: 0 }

  /** The `since` of a new stream (unix seconds), which is opened at `now` by the engine's clock (the same). */
  open(now: number): string {
    this.#opened = { nano: now * 1e9, at: performance.now(), left: keptByEngine }
    this.#joins = this.#last !== null
    // Everything that the engine still has: 0 would be nothing to it.
    if (this.#last === null) return '1'
    const from = Math.min(this.#last - 1000, this.#opened.nano)
    return `${Math.floor(from / 1e9)}.${String(Math.floor(from % 1e9)).padStart(9, '0')}`
  }

  /** An event of the stream that was opened last; null when it was heard before. */
  next(event: EngineEvent): Heard | null {
    const past = this.#isPast(event)
    const key = `${event.nano} ${event.type} ${event.action} ${event.detail} ${event.id}`
    const broken = this.#joins && !this.#keys.has(key)
    this.#joins = false
    if (this.#keys.has(key)) return null
    this.#keys.add(key)
    const [oldest] = this.#keys
    if (this.#keys.size > remembered && oldest !== undefined) this.#keys.delete(oldest)
    this.#last = event.nano
    return { event, broken, past }
  }

  /** The past comes first, and at once. */
  #isPast({ nano }: EngineEvent): boolean {
    const opened = this.#opened
    opened.left -= 1
    if (nano < opened.nano && opened.left >= 0 && performance.now() - opened.at < pastMs) return true
    opened.left = 0
    return false
  }
}
