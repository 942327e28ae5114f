import type { BuildLine, BuildStep, BuildUpdate } from '../../../electron/api/schema/builds.ts'
import type { LogSource } from '../../../electron/api/schema/logs.ts'
import type { Client } from '../../client/connection.ts'
import { plainError } from '../../client/errors.ts'
import { perFrame } from '../../client/frames.ts'
import { Store } from '../../client/store.ts'
import type { FeedState, LogFeed } from '../logs/log-feed.ts'
import { LogBuffer } from '../logs/log-buffer.ts'

/** lines that a step shows in the tree; the whole output has all */
export const shownLines = 200

export interface FollowedBuild {
  readonly steps: readonly BuildStep[]
  /** the last lines of each step */
  readonly lines: ReadonlyMap<string, readonly BuildLine[]>
}

/** A build as it goes on: its steps, and all that it says as a log. */
export class BuildFeed implements LogFeed {
  buffer = new LogBuffer()
  readonly version = new Store(0)
  readonly sources = new Store<readonly LogSource[]>([])
  readonly state = new Store<FeedState>({ kind: 'loading' })
  readonly build = new Store<FollowedBuild>({ steps: [], lines: new Map() })
  readonly #client: Client
  readonly #id: string
  readonly #steps = new Map<string, BuildStep>()
  readonly #lines = new Map<string, BuildLine[]>()
  readonly #publish = perFrame(() => {
    this.version.update((version) => version + 1)
    this.build.set({ steps: [...this.#steps.values()], lines: new Map(this.#lines) })
  })
  #speaker: string | null = null
  #subscription: { unsubscribe(): void } | null = null

  constructor(client: Client, id: string) {
    this.#client = client
    this.#id = id
    this.#open()
  }

  clear(): void {
    this.buffer.clear()
    this.#publish()
  }

  close(): void {
    this.#subscription?.unsubscribe()
    this.#subscription = null
  }

  /** It is told from the first step on each time, after a lost connection too. */
  #open(): void {
    this.close()
    this.#steps.clear()
    this.#lines.clear()
    this.#speaker = null
    this.buffer.clear()
    let told = false
    this.#subscription = this.#client.builds.follow.subscribe(
      { id: this.#id },
      {
        onData: (update) => {
          told = true
          this.#take(update)
        },
        onComplete: () => this.state.set({ kind: 'ended' }),
        onError: (thrown) => this.state.set({ kind: 'failed', error: plainError(thrown) }),
        onConnectionStateChange: (change) => {
          if (change.state !== 'connecting' || !told) return
          this.state.set({ kind: 'reconnecting' })
          queueMicrotask(() => this.#subscription && this.#open())
        },
      },
    )
  }

  #take({ steps, lines }: BuildUpdate): void {
    for (const step of steps) this.#steps.set(step.id, step)
    for (const line of lines) this.#say(line)
    this.state.set({ kind: 'following' })
    this.#publish()
  }

  #say(line: BuildLine): void {
    const time = line.time === 0 ? Number.NaN : line.time
    if (line.step !== null) {
      const before = this.#lines.get(line.step) ?? []
      this.#lines.set(line.step, [...before.slice(1 - shownLines), line])
      // Whose words these are stands over them each time that another step speaks.
      if (this.#speaker !== line.step)
        this.buffer.push({ text: this.#nameOf(line.step), time, stream: 'stdout', note: true })
    }
    this.#speaker = line.step
    this.buffer.push({ text: line.text, time, stream: line.stream })
  }

  #nameOf(step: string): string {
    return (this.#steps.get(step)?.name ?? step).split('\n')[0] ?? step
  }
}
