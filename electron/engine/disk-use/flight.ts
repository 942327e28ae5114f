import { reasonOf } from '../../base/deadline.ts'

/** Work that many wait for, and that is called off when nobody does any more. */
export class Flight<T> {
  readonly #cancel = new AbortController()
  readonly #result: Promise<T>
  #waiting = 0
  #over = false

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#cancel.signal).finally(() => (this.#over = true))
    this.#result.catch(() => undefined)
  }

  /** Nobody waits for it any more: who comes now has to begin anew. */
  get calledOff(): boolean {
    return this.#cancel.signal.aborted
  }

  /** What comes of it; rejects with the signal's reason when that is first. */
  async join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw reasonOf(signal)
    this.#waiting += 1
    const left = Promise.withResolvers<never>()
    const leave = (): void => left.reject(reasonOf(signal))
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await Promise.race([this.#result, left.promise])
    } finally {
      signal.removeEventListener('abort', leave)
      this.#waiting -= 1
      if (this.#waiting === 0 && !this.#over) this.#cancel.abort()
    }
  }
}
