import { pause } from '../../base/deadline.ts'
import { toBerthError, type BerthError } from '../../base/errors.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { LogSource } from '../../api/schema/logs.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { LineQueue } from './queue.ts'
import { openLog, readLines } from './read.ts'

export interface SourceOptions {
  readonly client: EngineClient
  /** null for all of it */
  readonly tail: number | null
  readonly since: string | null
  readonly until: string | null
  readonly follow: boolean
  readonly stdout?: boolean
  readonly stderr?: boolean
  /** the time of the last line that the reader has already */
  readonly after: string | null
  /** `queue.weight` above which nothing more is kept */
  readonly room: () => number
  /** lines came, or the state changed */
  readonly changed: () => void
  readonly signal: AbortSignal
}

/** ms before a log that broke off while the engine answers is asked for again */
const retryMs = 1000
/** ms by which the engine may be behind its own clock before the newest is asked for instead of what is in between */
const farBehindMs = 15_000
/** lines to go on with then */
const newestLines = 1000

type State = LogSource['state']

/**
 * One container's log, read ahead as far as there is room. What was written before it was opened waits for its reader,
 * and the engine with it; what is written since then does not: a reader that is too slow finds a note in its place.
 */
export class Source {
  readonly queue = new LineQueue()
  /** `performance.now()` of when the queue was last found empty by its reader, or of the opening */
  idleSince = performance.now()
  /** its reader has come to what is written while it looks on */
  #isLive = false
  readonly #options: SourceOptions
  readonly #id: string
  #name: string
  #state: State = 'opening'
  #error: BerthError | null = null
  #last: string | null
  /** when the container was started that is or was read; null before it has ever been */
  #run: string | null = null
  /** as it was seen last */
  #row: ContainerRow | null = null
  /** it ran while its log was read */
  #hasRun = false
  #isReading = false
  #hasRoom: () => void = () => undefined

  constructor(row: Pick<ContainerRow, 'id' | 'name'>, options: SourceOptions) {
    this.#id = row.id
    this.#name = row.name
    this.#options = options
    this.#last = options.after
  }

  get view(): LogSource {
    const error = this.#error && { message: this.#error.message, hint: this.#error.hint }
    // What is over for us is not for its reader, who has not seen the end yet.
    const state = this.isOver && this.queue.size > 0 ? 'reading' : this.#state
    return { id: this.#id, name: this.#name, state, error }
  }

  get error(): BerthError | null {
    return this.#error
  }

  get isLive(): boolean {
    return this.#isLive
  }

  get isOver(): boolean {
    return this.#state === 'ended' || this.#state === 'failed' || this.#state === 'gone'
  }

  /** The container is like this now: begins to read, or goes on when it has started again or the engine is back. */
  seen(row: ContainerRow): void {
    if (row.name !== this.#name) {
      this.#name = row.name
      this.#options.changed()
    }
    this.#row = row
    if (row.state === 'running') {
      this.#hasRun = true
      // A log that was opened before the first start goes on into it.
      if (this.#isReading) this.#run ??= row.startedAt
    }
    if (this.#isReading) return
    const startsAnew = this.#startsAnew()
    if (this.#state !== 'opening' && this.#state !== 'waiting' && !startsAnew) return
    if (this.#state === 'ended' && startsAnew) this.queue.push({ kind: 'started' })
    this.#run = row.startedAt
    this.#hasRun = row.state === 'running' || row.state === 'paused'
    void this.#read()
  }

  /** It runs, and not as it did when its log was opened. */
  #startsAnew(): boolean {
    const row = this.#row
    return this.#options.follow && row?.state === 'running' && row.startedAt !== this.#run
  }

  /** There is no such container any more; a log that is being read ends by itself. */
  removed(): void {
    if (this.#state === 'gone') return
    if (!this.#isReading) this.#become('gone')
  }

  /** Its reader has taken something. */
  taken(): void {
    if (this.queue.weight <= this.#options.room()) this.#hasRoom()
  }

  async #read(): Promise<void> {
    const { signal, changed } = this.#options
    this.#isReading = true
    this.#error = null
    try {
      for (let behind = true; behind && !signal.aborted;) behind = await this.#readOnce()
      if (signal.aborted) return
      if (this.#hasRun && this.#options.follow) this.queue.push({ kind: 'ended' })
      this.#become('ended')
    } catch (thrown) {
      if (!signal.aborted) await this.#failed(toBerthError(thrown))
    }
    this.#isReading = false
    changed()
    const goesOn = this.#state === 'waiting' || this.#startsAnew()
    if (goesOn && this.#row && !signal.aborted) this.seen(this.#row)
  }

  /** Reads to the end of the log; true when it stopped since the engine itself is far behind. */
  async #readOnce(): Promise<boolean> {
    const { client, follow, signal, room, changed } = this.#options
    const given = { ...this.#options, id: this.#id }
    const goesOn = this.#last === null ? given : { ...given, tail: null, since: this.#last }
    const lines = this.#state === 'reading' ? { ...goesOn, tail: newestLines } : goesOn
    const behind = this.#last
    const stream = await openLog(client, lines, signal)
    const openedMs = clockOf(stream.headers.date)
    const openedAt = performance.now()
    this.idleSince = openedAt
    this.#become('reading')
    for await (const found of readLines(stream, signal)) {
      for (const line of found) if (behind === null || line.time > behind) this.queue.push(line)
      const newest = found.at(-1)
      this.#last = newest?.time ?? this.#last
      changed()
      const isLive = follow && newest !== undefined && newest.ms >= openedMs
      this.#isLive = isLive
      const lateMs = isLive ? openedMs + (performance.now() - openedAt) - newest.ms : 0
      if (lateMs > farBehindMs) {
        this.queue.leaveOut()
        this.queue.push({ kind: 'left-out', lines: null })
        return true
      }
      if (this.queue.weight <= room()) continue
      if (isLive) this.queue.leaveOut()
      else await new Promise<void>((resolve) => this.#waitForRoom(resolve))
    }
    return false
  }

  #waitForRoom(resolve: () => void): void {
    const { signal } = this.#options
    const done = (): void => {
      signal.removeEventListener('abort', done)
      this.#hasRoom = () => undefined
      resolve()
    }
    this.#hasRoom = done
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  }

  async #failed(error: BerthError): Promise<void> {
    const { signal } = this.#options
    if (error.code === 'not-found') this.#become('gone', error)
    else if (refusalOf(error) || error.code === 'bad-input') this.#become('failed', error)
    else {
      this.#become('waiting', error)
      await pause(retryMs, signal).catch(() => undefined)
    }
  }

  #become(state: State, error: BerthError | null = null): void {
    if (state === this.#state && error === this.#error) return
    this.#state = state
    this.#error = error
    this.#options.changed()
  }
}

/** Unix milliseconds of an answer's Date header, by the engine's own clock, to the second. */
function clockOf(date: string | undefined): number {
  const ms = Date.parse(date ?? '')
  return Number.isNaN(ms) ? Date.now() : ms
}
