import { isDeepStrictEqual } from 'node:util'
import { Topic } from './topic.ts'

/** The same as the contract's, which stands above this. */
type TableChange<Row> =
  { kind: 'all'; rows: Row[] } | { kind: 'changed'; row: Row } | { kind: 'removed'; id: string }

/** One reader of a table: what it has not been told yet. Bounded by the table's size, however slow it reads. */
interface Reader {
  all: boolean
  readonly dirty: Set<string>
  wake: () => void
}

/**
 * Rows by id that many watch. A watcher is told the whole first and after every `replace`, then the newest
 * state of each row that changed since it last looked: a slow one misses steps between, never the outcome.
 */
export class LiveTable<Row extends { readonly id: string }> {
  /** Row ids (or null for the whole) that changed; for what is derived from this table. */
  readonly changed = new Topic<string | null>()
  readonly #rows = new Map<string, Row>()
  readonly #readers = new Set<Reader>()
  readonly #watched: (watched: boolean) => void
  #loaded: boolean

  /**
   * `loaded` false: watchers hear nothing before the first `replace`. `watched` is told when the first watcher
   * comes and when the last has gone.
   */
  constructor(options: { loaded: boolean; watched?: (watched: boolean) => void }) {
    this.#loaded = options.loaded
    this.#watched = options.watched ?? (() => undefined)
  }

  /** Whether the rows are to be believed. */
  get loaded(): boolean {
    return this.#loaded
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  rows(): Row[] {
    return [...this.#rows.values()]
  }

  /** The whole table anew. */
  replace(rows: readonly Row[]): void {
    this.#rows.clear()
    for (const row of rows) this.#rows.set(row.id, row)
    this.#loaded = true
    this.#tell(null)
  }

  /** Adds or changes a row; one that is the same as before is no news. */
  set(row: Row): void {
    if (isDeepStrictEqual(this.#rows.get(row.id), row)) return
    this.#rows.set(row.id, row)
    this.#tell(row.id)
  }

  delete(id: string): void {
    if (this.#rows.delete(id)) this.#tell(id)
  }

  /** What is here is no longer known to be true: later watchers wait for the next `replace`. */
  unload(): void {
    this.#loaded = false
  }

  /** Resolves once there are rows to be believed, or at `signal`. */
  async whenLoaded(signal: AbortSignal): Promise<void> {
    if (this.#loaded || signal.aborted) return
    const first = this.changed.follow(signal)
    await first.next()
    await first.return()
  }

  async *watch(signal: AbortSignal): AsyncGenerator<TableChange<Row>, void> {
    const reader: Reader = { all: true, dirty: new Set(), wake: () => undefined }
    const onAbort = (): void => reader.wake()
    signal.addEventListener('abort', onAbort, { once: true })
    this.#readers.add(reader)
    if (this.#readers.size === 1) this.#watched(true)
    try {
      while (!signal.aborted) {
        const change = this.#next(reader)
        if (change) yield change
        else await new Promise<void>((resolve) => (reader.wake = resolve))
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#readers.delete(reader)
      if (this.#readers.size === 0) this.#watched(false)
    }
  }

  #next(reader: Reader): TableChange<Row> | null {
    if (!this.#loaded) return null
    if (reader.all) {
      reader.all = false
      reader.dirty.clear()
      return { kind: 'all', rows: this.rows() }
    }
    for (const id of reader.dirty) {
      reader.dirty.delete(id)
      const row = this.#rows.get(id)
      return row ? { kind: 'changed', row } : { kind: 'removed', id }
    }
    return null
  }

  #tell(id: string | null): void {
    for (const reader of this.#readers) {
      if (id === null) reader.all = true
      else reader.dirty.add(id)
      reader.wake()
    }
    this.changed.publish(id)
  }
}
