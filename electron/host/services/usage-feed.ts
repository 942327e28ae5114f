import type { Usage } from '../../api/schema/status.ts'
import { isAbort, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'

/** Milliseconds between two tries to read what the guest does not want to say. */
const retryMs = 5000

/** One reading of the guest's load for all who look at it, and none while nobody does. */
export class UsageFeed {
  readonly #read: (signal: AbortSignal) => AsyncIterable<Usage>
  readonly #canRead: () => boolean
  readonly #log: Log
  readonly #samples = new Topic<Usage>()
  #lookers = 0
  #reading: AbortController | null = null
  #retry: NodeJS.Timeout | null = null

  /** `changed`: told whenever `canRead` may have */
  constructor(
    read: (signal: AbortSignal) => AsyncIterable<Usage>,
    canRead: () => boolean,
    changed: Topic<undefined>,
    log: Log,
  ) {
    this.#read = read
    this.#canRead = canRead
    this.#log = log
    changed.subscribe(() => this.#update())
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Usage, void> {
    this.#lookers++
    this.#update()
    try {
      yield* this.#samples.follow(signal, { latestOnly: true })
    } finally {
      this.#lookers--
      this.#update()
    }
  }

  #update(): void {
    const wanted = this.#lookers > 0 && this.#canRead()
    if (!wanted) {
      this.#reading?.abort()
      this.#reading = null
      if (this.#retry) clearTimeout(this.#retry)
      this.#retry = null
    } else if (!this.#reading && !this.#retry) {
      this.#reading = new AbortController()
      void this.#run(this.#reading)
    }
  }

  async #run(reading: AbortController): Promise<void> {
    try {
      for await (const sample of this.#read(reading.signal)) this.#samples.publish(sample)
    } catch (thrown) {
      if (!reading.signal.aborted && !isAbort(thrown))
        this.#log.warn({ error: toBerthError(thrown).message }, "the guest's load could not be read")
    }
    if (this.#reading !== reading) return
    this.#reading = null
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#update()
    }, retryMs)
  }
}
