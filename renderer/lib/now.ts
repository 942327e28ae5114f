import { useSyncExternalStore } from 'react'
import { ago } from './format.ts'

/** One clock per pace, running while somebody looks at it, so that all rows of a table tick together. */
class Clock {
  readonly #everyMs: number
  readonly #listeners = new Set<() => void>()
  #now = Date.now()
  #timer: ReturnType<typeof setInterval> | null = null

  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  readonly get = (): number => this.#now

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#timer === null) {
      this.#now = Date.now()
      this.#timer = setInterval(() => this.#tick(), this.#everyMs)
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }
  }

  #tick(): void {
    this.#now = Date.now()
    for (const listener of this.#listeners) listener()
  }
}

const clocks = new Map<number, Clock>()

function clockOf(everyMs: number): Clock {
  let clock = clocks.get(everyMs)
  if (!clock) clocks.set(everyMs, (clock = new Clock(everyMs)))
  return clock
}

/** The time now in milliseconds, new about every `everyMs`: for words such as "3 minutes ago". */
export function useNow(everyMs: number): number {
  const clock = clockOf(everyMs)
  return useSyncExternalStore(clock.subscribe, clock.get)
}

/** What `words` makes of the time now. Renders only when that changes: hundreds of cells may say "2 hours ago". */
export function useWordsNow(words: (now: number) => string): string {
  const clock = clockOf(10_000)
  return useSyncExternalStore(clock.subscribe, () => words(clock.get()))
}

/** How long ago that is, kept true. In unix milliseconds. */
export const useAgo = (then: number): string => useWordsNow((now) => ago(then, now))
