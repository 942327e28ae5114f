/** Says one thing to many listeners. A listener that throws does not keep the others from hearing. */
export class Topic<T> {
  readonly #listeners = new Set<(value: T) => void>()

  /** Calls `listener` for every later value; returns what ends that. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  /**
   * The values from now on, as they come, until `signal` aborts (which ends it without an error).
   * With `latestOnly`, a slow reader gets the newest value and skips those between; else it gets every one.
   */
  async *follow(signal: AbortSignal, options: { latestOnly?: boolean } = {}): AsyncGenerator<T, void> {
    const queue: T[] = []
    let wake: () => void = () => undefined
    const stop = this.subscribe((value) => {
      if (options.latestOnly) queue.length = 0
      queue.push(value)
      wake()
    })
    const onAbort = (): void => wake()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      while (!signal.aborted) {
        const next = queue.splice(0, 1)
        if (next.length > 0) {
          yield* next
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          if (queue.length > 0 || signal.aborted) resolve()
        })
      }
    } finally {
      stop()
      signal.removeEventListener('abort', onAbort)
    }
  }
}
