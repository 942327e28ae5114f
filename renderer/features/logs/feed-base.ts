import type { LogSource } from '../../../electron/api/schema/logs.ts'
import type { Client } from '../../client/connection.ts'
import { plainError } from '../../client/errors.ts'
import { pacedFrames } from '../../client/frames.ts'
import { Store } from '../../client/store.ts'
import { LogBuffer } from './log-buffer.ts'
import type { FeedState, LogFeed } from './log-feed.ts'

export interface Heard {
  onError(thrown: unknown): void
  onConnectionStateChange(change: { state: string }): void
}

/** ms between two drawings of a log that is being written */
const restMs = 50
/** the same while so many lines come between two that nobody could read them */
const floodRestMs = 200
const readableLines = 1000
/** so many times as long as a drawing took is rested then: who types meanwhile waits for no more than one */
const drawnShare = 20
const longestRestMs = 800

/** What every feed does: keeps lines, tells of them once per frame, and begins again when the connection was lost. */
export abstract class Feed implements LogFeed {
  readonly buffer = new LogBuffer()
  readonly version = new Store(0)
  readonly state = new Store<FeedState>({ kind: 'loading' })
  readonly sources = new Store<readonly LogSource[]>([])
  protected readonly client: Client
  readonly #draw = pacedFrames(
    () => {
      this.#drawn = this.buffer.end
      this.version.update((version) => version + 1)
      const begun = performance.now()
      // A frame's end is where the next one can begin.
      requestAnimationFrame(() => (this.#drawMs = performance.now() - begun))
    },
    () =>
      this.buffer.end - this.#drawn > readableLines
        ? Math.min(longestRestMs, Math.max(floodRestMs, drawnShare * this.#drawMs))
        : restMs,
  )
  #drawn = 0
  #drawMs = 0
  #subscription: { unsubscribe(): void } | null = null

  constructor(client: Client) {
    this.client = client
  }

  clear(): void {
    this.buffer.clear()
    this.tell()
  }

  close(): void {
    this.#subscription?.unsubscribe()
    this.#subscription = null
  }

  /** Something is there to be drawn; at once when nothing comes behind it. */
  protected tell(last = false): void {
    this.#draw(last)
  }

  /** The link would send a lost subscription again as it was; a log goes on from where it stopped instead. */
  protected open(): void {
    this.close()
    this.#subscription = this.subscribe({
      onError: (thrown) => this.state.set({ kind: 'failed', error: plainError(thrown) }),
      onConnectionStateChange: (change) => {
        if (change.state !== 'connecting' || !this.hasBegun) return
        this.state.set({ kind: 'reconnecting' })
        queueMicrotask(() => this.#subscription && this.open())
      },
    })
  }

  /** Whether the subscription as it was would bring something twice. */
  protected get hasBegun(): boolean {
    return this.buffer.end > 0
  }

  protected abstract subscribe(on: Heard): { unsubscribe(): void }
}
