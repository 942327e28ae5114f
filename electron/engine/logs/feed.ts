import { randomUUID } from 'node:crypto'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { LogEvent, LogQuery, LogSelection } from '../../api/schema/logs.ts'
import type { TableChange } from '../../api/schema/object.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Room } from '../room.ts'
import { Bell } from '../bell.ts'
import { takeDue, type Due } from './merge.ts'
import { eventsOf } from './pack.ts'
import { Source } from './source.ts'

/** ms for which lines gather before they go out together */
const gatherMs = 30
/** lines of one look */
const mostLines = 4000
/** how many messages may be on their way to a page that did not say that it took them */
const mostUntaken = 6
/** the same of what was written before: it comes to an end, and whoever opened it waits for that */
const mostUntakenOfOld = 32
/** `LineQueue.weight` of all sources together, and of one at least */
const roomOfAll = 16 * 2 ** 20
const roomOfOne = 256 * 1024

/** What one page follows: sources that come and go, merged, and sent no faster than they are taken. */
export class Feed {
  readonly id = randomUUID()
  readonly #room: Room
  readonly #query: LogQuery
  readonly #bell = new Bell()
  readonly #sources = new Map<string, Source>()
  #sent = 0
  #taken = 0
  #failure: BerthError | null = null
  #told = ''

  constructor(room: Room, query: LogQuery) {
    this.#room = room
    this.#query = query
  }

  took(number: number): void {
    this.#taken = Math.max(this.#taken, Math.min(number, this.#sent))
    this.#bell.ring()
  }

  async *run(signal: AbortSignal): AsyncGenerator<LogEvent, void> {
    const ends = new AbortController()
    const either = AbortSignal.any([signal, ends.signal])
    either.addEventListener('abort', this.#bell.ring)
    const watching = this.#watch(either).catch((thrown: unknown) => {
      this.#failure = toBerthError(thrown)
      this.#bell.ring()
    })
    try {
      yield { kind: 'opened', feed: this.id }
      yield* this.#events(either)
    } finally {
      ends.abort()
      await watching
    }
  }

  async *#events(signal: AbortSignal): AsyncGenerator<LogEvent, void> {
    const over = (): boolean => signal.aborted
    let gathered = false
    while (!over()) {
      if (this.#failure !== null) throw this.#failure
      const sources = [...this.#sources.values()]
      const told = this.#tell(sources)
      if (told) yield told
      const most = sources.some(({ isLive }) => isLive) ? mostUntaken : mostUntakenOfOld
      const isFull = this.#sent - this.#taken >= most
      const { items, waitMs }: Due = isFull
        ? { items: [], waitMs: Infinity }
        : takeDue(sources, gathered ? mostLines : 0, performance.now())
      const waits = sources.some(({ queue }) => queue.size > 0)
      if (items.length > 0) {
        for (const source of sources) source.taken()
        yield* eventsOf(items, () => (this.#sent += 1))
        gathered = items.length === mostLines
        continue
      }
      if (!waits && this.#isOver(sources)) return
      if (waits && !isFull && !gathered) {
        await this.#gather(signal)
        gathered = true
        continue
      }
      await this.#bell.wait(waitMs)
      gathered = false
    }
  }

  /** Until there is enough for a message, or it has waited long enough. */
  async #gather(signal: AbortSignal): Promise<void> {
    const until = performance.now() + gatherMs
    for (let left = gatherMs; left > 0 && !signal.aborted; left = until - performance.now()) {
      let lines = 0
      for (const { queue } of this.#sources.values()) lines += queue.size
      if (lines >= mostLines) return
      await this.#bell.wait(left)
    }
  }

  /** The sources, when they are not as they were told last. */
  #tell(sources: readonly Source[]): LogEvent | null {
    const event = { kind: 'sources', sources: sources.map(({ view }) => view) } as const
    const now = JSON.stringify(event)
    if (now === this.#told) return null
    this.#told = now
    return event
  }

  #isOver(sources: readonly Source[]): boolean {
    const { follow, until } = this.#query
    const isPast = until !== null && Date.parse(until) <= Date.now()
    return sources.length > 0 && (!follow || isPast) && sources.every(({ isOver }) => isOver)
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const wanted = chooser(this.#query.of)
    for await (const change of this.#room.containers.table.watch(signal)) {
      for (const row of rowsOf(change)) if (wanted(row)) this.#seen(row, signal)
      if (change.kind === 'removed') this.#sources.get(change.id)?.removed()
      if (change.kind !== 'all') continue
      const there = new Set(change.rows.map(({ id }) => id))
      for (const [id, source] of this.#sources) if (!there.has(id)) source.removed()
      if (this.#sources.size === 0 && 'containers' in this.#query.of) throw noneOf(this.#query.of.containers)
    }
  }

  #seen(row: ContainerRow, signal: AbortSignal): void {
    let source = this.#sources.get(row.id)
    if (!source) {
      const { tail, since, until, follow, after } = this.#query
      source = new Source(row, {
        client: this.#room.client,
        ...{ tail, since, until, follow, signal },
        after: after[row.id] ?? null,
        room: () => Math.max(roomOfOne, roomOfAll / this.#sources.size),
        changed: this.#bell.ring,
      })
      this.#sources.set(row.id, source)
    }
    source.seen(row)
    this.#bell.ring()
  }
}

/** By name, so that those that are there from the beginning keep their colours from one look to the next. */
function rowsOf(change: TableChange<ContainerRow>): readonly ContainerRow[] {
  if (change.kind === 'all') return change.rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return change.kind === 'changed' ? [change.row] : []
}

/** Which containers a selection means: by id, whole or its beginning, by name, or by project. */
export function chooser(of: LogSelection): (row: ContainerRow) => boolean {
  if ('project' in of) return (row) => row.composeProject === of.project
  return ({ id, name }) =>
    of.containers.some((ref) => ref === name || ref === id || (ref.length >= 8 && id.startsWith(ref)))
}

export function noneOf(refs: readonly string[]): BerthError {
  return new BerthError('not-found', `There is no container ${refs.join(', ')}.`, {
    hint: 'It may have been removed in the meantime: look at the list again.',
  })
}
