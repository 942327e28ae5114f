import type { LogBatch } from '../../../electron/api/schema/containers.ts'
import type { LogName } from '../../../electron/api/schema/host.ts'
import type { Client } from '../../client/connection.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { perFrame } from '../../client/frames.ts'
import { Store, type Readable } from '../../client/store.ts'
import { hostLine } from './host-line.ts'
import { LogBuffer, type Line } from './log-buffer.ts'

export type FeedState =
  | { readonly kind: 'loading' | 'following' | 'reconnecting' }
  /** the container has ended and all of its log is here */
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly error: PlainError }

/** Lines that come in, as a log view takes them. */
export interface LogFeed {
  readonly buffer: LogBuffer
  /** a new number per frame in which lines came */
  readonly version: Readable<number>
  readonly state: Readable<FeedState>
  /** Goes on with a log that had ended; no effect on one that is followed. */
  resume(): void
  clear(): void
  close(): void
}

const backlog = 10_000

abstract class Feed implements LogFeed {
  readonly buffer = new LogBuffer()
  readonly version = new Store(0)
  readonly state = new Store<FeedState>({ kind: 'loading' })
  protected readonly client: Client
  readonly #tell = perFrame(() => this.version.update((version) => version + 1))
  #subscription: { unsubscribe(): void } | null = null

  constructor(client: Client) {
    this.client = client
  }

  resume(): void {
    if (this.state.get().kind === 'ended') this.open()
  }

  clear(): void {
    this.buffer.clear()
    this.#tell()
  }

  close(): void {
    this.#subscription?.unsubscribe()
    this.#subscription = null
  }

  protected add(lines: readonly Line[]): void {
    for (const line of lines) this.buffer.push(line)
    this.state.set(following)
    this.#tell()
  }

  /** The link would send a lost subscription again as it was; a log goes on from where it stopped instead. */
  protected open(): void {
    this.close()
    this.#subscription = this.subscribe({
      onError: (thrown) => this.state.set({ kind: 'failed', error: plainError(thrown) }),
      onConnectionStateChange: (change) => {
        if (change.state !== 'connecting' || this.buffer.end === 0) return
        this.state.set({ kind: 'reconnecting' })
        queueMicrotask(() => this.#subscription && this.open())
      },
    })
  }

  protected abstract subscribe(on: {
    onError(thrown: unknown): void
    onConnectionStateChange(change: { state: string }): void
  }): { unsubscribe(): void }
}

const following: FeedState = { kind: 'following' }

/** A container's log: its newest lines, then what it writes. */
class ContainerFeed extends Feed {
  readonly #id: string
  /** RFC 3339 with nine digits, so that texts compare as times do */
  #lastTime: string | null = null

  constructor(client: Client, id: string) {
    super(client)
    this.#id = id
    this.open()
  }

  protected override subscribe(on: Parameters<Feed['subscribe']>[0]): { unsubscribe(): void } {
    const since = this.#lastTime
    const tail = since === null ? backlog : 1_000_000
    return this.client.containers.logs.subscribe(
      { id: this.#id, follow: true, tail, since },
      {
        ...on,
        onData: (batch: LogBatch) => {
          const fresh = since === null ? batch.lines : batch.lines.filter((line) => line.time > since)
          this.#lastTime = fresh.at(-1)?.time ?? this.#lastTime
          this.add(fresh.map(({ text, time, stream }) => ({ text, stream, time: Date.parse(time) })))
          if (batch.done) this.state.set({ kind: 'ended' })
        },
        onComplete: () => this.state.set({ kind: 'ended' }),
      },
    )
  }
}

/** One of Berth's own logs. Its lines have no number to go on from: after a reconnect it is read again. */
class HostFeed extends Feed {
  readonly #log: LogName

  constructor(client: Client, log: LogName) {
    super(client)
    this.#log = log
    this.open()
  }

  protected override subscribe(on: Parameters<Feed['subscribe']>[0]): { unsubscribe(): void } {
    if (this.buffer.size > 0) this.clear()
    return this.client.host.logs.subscribe(
      { log: this.#log, lines: backlog, follow: true },
      {
        ...on,
        onData: (lines: string[]) => this.add(lines.map(hostLine)),
        onComplete: () => this.state.set({ kind: 'ended' }),
      },
    )
  }
}

export const containerFeed = (client: Client, id: string): LogFeed => new ContainerFeed(client, id)
export const hostFeed = (client: Client, log: LogName): LogFeed => new HostFeed(client, log)
