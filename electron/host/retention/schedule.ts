/** The time, as far as a schedule needs it; a test has its own. */
export interface Clock {
  /** unix milliseconds */
  now(): number
  /** Calls `then` once, after so many ms, unless the returned function is called first. */
  after(ms: number, then: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** ms that an engine has been up before it is cleaned: a start has enough to do */
export const settleMs = 5 * 60_000
/** ms between two runs */
export const everyMs = 24 * 3_600_000
/** ms after which the time is looked at anew: a computer that slept does not count its timers' time */
const lookMs = 15 * 60_000

export interface ScheduleParts {
  readonly clock: Clock
  /** unix ms of the last run by the rules, or null */
  readonly lastRun: () => Promise<number | null>
  /** whether there is a rule that is on */
  readonly wanted: () => Promise<boolean>
  readonly run: () => void
}

/** Runs the rules once a day while the engine is up, some minutes after it came up at the soonest. */
export class Schedule {
  readonly #parts: ScheduleParts
  #upSince: number | null = null
  #cancel: () => void = () => undefined
  #round = 0

  constructor(parts: ScheduleParts) {
    this.#parts = parts
  }

  /** The engine answers, or does not any more. */
  engineIs(up: boolean): void {
    if (up === (this.#upSince !== null)) return
    this.#upSince = up ? this.#parts.clock.now() : null
    void this.look()
  }

  /** When the next run is, in unix ms; null while no rule is on or the engine is away. */
  async next(): Promise<number | null> {
    if (this.#upSince === null || !(await this.#parts.wanted())) return null
    const last = await this.#parts.lastRun()
    // It may have gone meanwhile.
    const upSince = this.#upSince as number | null
    return upSince === null ? null : Math.max(upSince + settleMs, last === null ? 0 : last + everyMs)
  }

  /** Looks when the next run is, and waits for it: call it when the rules have changed or a run has ended. */
  async look(): Promise<void> {
    this.#cancel()
    const round = (this.#round += 1)
    const next = await this.next()
    // Somebody looked meanwhile, and knows better.
    if (round !== this.#round || next === null) return
    const { clock, run } = this.#parts
    const left = next - clock.now()
    if (left <= 0) run()
    else this.#cancel = clock.after(Math.min(left, lookMs), () => void this.look())
  }
}
