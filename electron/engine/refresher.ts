import { pause } from '../base/deadline.ts'

/** How a cache asks the engine: for everything, or for some objects by id. */
export interface Source {
  all(signal: AbortSignal): Promise<void>
  some(ids: readonly string[], signal: AbortSignal): Promise<void>
  /** A request failed; everything is asked for again after a moment. */
  failed(error: unknown): void
}

/** Milliseconds that events gather before they are asked about together. */
const gatherMs = 30
const retryMs = 1000
/** Ids in one request: the filter travels in the URL. */
const batchSize = 100

/**
 * Turns a storm of events into few requests: what is marked while one request runs goes together into the next,
 * one request at a time. A thousand containers that start together cost ten lists by id, not a thousand.
 */
export class Refresher {
  readonly #source: Source
  readonly #dirty = new Set<string>()
  #everything = false
  #running: AbortController | null = null
  #wake: () => void = () => undefined

  constructor(source: Source) {
    this.#source = source
  }

  /** Begins: asks for everything. */
  start(): void {
    this.stop()
    this.#running = new AbortController()
    this.#everything = true
    void this.#run(this.#running.signal)
  }

  /** Forgets what is marked, and calls off what is under way. */
  stop(): void {
    this.#running?.abort()
    this.#running = null
    this.#dirty.clear()
    this.#everything = false
    this.#wake()
  }

  get running(): boolean {
    return this.#running !== null
  }

  markAll(): void {
    if (!this.#running) return
    this.#everything = true
    this.#wake()
  }

  mark(id: string): void {
    if (!this.#running) return
    this.#dirty.add(id)
    this.#wake()
  }

  async #run(signal: AbortSignal): Promise<void> {
    const over = (): boolean => signal.aborted
    while (!over()) {
      try {
        await this.#step(signal)
      } catch (thrown) {
        if (over()) return
        this.#everything = true
        this.#source.failed(thrown)
        await pause(retryMs, signal).catch(() => undefined)
      }
    }
  }

  async #step(signal: AbortSignal): Promise<void> {
    if (this.#everything) {
      // What is marked from here on may be newer than the answer and is asked about again.
      this.#everything = false
      this.#dirty.clear()
      await this.#source.all(signal)
      return
    }
    if (this.#dirty.size === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
      await pause(gatherMs, signal).catch(() => undefined)
      return
    }
    const ids = [...this.#dirty].slice(0, batchSize)
    for (const id of ids) this.#dirty.delete(id)
    await this.#source.some(ids, signal)
  }
}
