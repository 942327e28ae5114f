/** What a tRPC subscription takes and gives, as far as a watch needs it. */
export interface Handlers<T> {
  readonly onData: (value: T) => void
  readonly onError: (error: unknown) => void
  readonly onComplete: () => void
}
export type Subscribe<T> = (handlers: Handlers<T>) => { unsubscribe(): void }

const firstDelayMs = 500
const longestDelayMs = 10_000

/**
 * Keeps a subscription alive: one that fails or ends is asked for again, with growing pauses while it keeps
 * failing. A lost connection is not its business: the link sends open subscriptions again by itself.
 */
export class Watch<T> {
  readonly #subscribe: Subscribe<T>
  readonly #onData: (value: T) => void
  #current: { unsubscribe(): void } | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #delayMs = firstDelayMs

  constructor(subscribe: Subscribe<T>, onData: (value: T) => void) {
    this.#subscribe = subscribe
    this.#onData = onData
  }

  start(): void {
    if (this.#current) return
    this.#clearTimer()
    const attempt = { over: false }
    const again = (): void => {
      if (attempt.over) return
      attempt.over = true
      this.#current = null
      this.#timer = setTimeout(() => this.start(), this.#delayMs)
      this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs)
    }
    const subscription = this.#subscribe({
      onData: (value) => {
        this.#delayMs = firstDelayMs
        this.#onData(value)
      },
      onError: again,
      onComplete: again,
    })
    // A subscription may fail while it is being made.
    if (attempt.over) return
    this.#current = {
      unsubscribe: () => {
        attempt.over = true
        subscription.unsubscribe()
      },
    }
  }

  /** Asks again now if it is waiting to. */
  retryNow(): void {
    if (!this.#timer) return
    this.#delayMs = firstDelayMs
    this.start()
  }

  stop(): void {
    this.#clearTimer()
    this.#current?.unsubscribe()
    this.#current = null
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
