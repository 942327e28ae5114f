/** So many tries within so many milliseconds; one more is refused until the oldest is that long ago. */
export class Attempts {
  readonly #most: number
  readonly #withinMs: number
  readonly #now: () => number
  #at: number[] = []

  constructor(most: number, withinMs: number, now: () => number = () => performance.now()) {
    this.#most = most
    this.#withinMs = withinMs
    this.#now = now
  }

  /** Counts a try; its number within the time, from 1, or null when there were too many. */
  next(): number | null {
    const now = this.#now()
    this.#at = this.#at.filter((at) => now - at < this.#withinMs)
    if (this.#at.length >= this.#most) return null
    this.#at.push(now)
    return this.#at.length
  }

  /** Somebody asked for it: the count begins anew. */
  forget(): void {
    this.#at = []
  }
}
