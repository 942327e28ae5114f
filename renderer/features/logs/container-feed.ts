import type { LogEvent, LogSelection, LogSource } from '../../../electron/api/schema/logs.ts'
import type { Client } from '../../client/connection.ts'
import { t } from '../../i18n/index.ts'
import { Feed, type Heard } from './feed-base.ts'
import type { FeedState, FileOptions, LogFeed } from './log-feed.ts'
import { newestLines } from './newest.ts'
import { boundsOf, type TimeRange } from '../../lib/time-range.ts'

/** So many times as long as lines took to be kept, nothing more is asked for: the page has other things to do. */
const restFactor = 2
/** ms between two acknowledgements at least: each costs both sides more than the message that it is for */
const ackEveryMs = 100

/**
 * The log of containers: their newest lines, or those of a range, then what they write. Batches are acknowledged once
 * they are kept, and at a pace that leaves most of the time to the page; the host sends no more than a few ahead.
 */
class ContainerFeed extends Feed {
  readonly #of: LogSelection
  readonly #range: TimeRange
  readonly #after: Record<string, string> = {}
  #feed: string | null = null
  #taken = 0
  #takesSoon = false
  #heard = false

  constructor(client: Client, of: LogSelection, range: TimeRange) {
    super(client)
    this.#of = of
    this.#range = range
    this.open()
  }

  readonly file = (options: FileOptions): Promise<string> => {
    const { since, until } = boundsOf(this.#range, Date.now())
    return this.client.logs.download.mutate({ of: this.#of, since, until, ...options })
  }

  protected override get hasBegun(): boolean {
    return this.#heard
  }

  protected override subscribe(on: Heard): { unsubscribe(): void } {
    const { since, until } = boundsOf(this.#range, Date.now())
    const tail = this.#range.kind === 'newest' ? newestLines : 1_000_000
    this.#feed = null
    return this.client.logs.follow.subscribe(
      { of: this.#of, tail, since, until, follow: true, after: { ...this.#after } },
      {
        ...on,
        onData: (event: LogEvent) => this.#onEvent(event),
        onComplete: () => this.state.set({ kind: 'ended' }),
      },
    )
  }

  #onEvent(event: LogEvent): void {
    this.#heard = true
    switch (event.kind) {
      case 'opened':
        this.#feed = event.feed
        this.#taken = 0
        break
      case 'sources':
        this.sources.set(event.sources)
        this.state.set(stateOf(event.sources))
        if (this.state.get().kind === 'ended') this.tell(true)
        break
      case 'lines': {
        const begun = performance.now()
        this.buffer.append(event.lines)
        for (const [source, time] of Object.entries(event.lines.last)) {
          const id = this.sources.get()[Number(source)]?.id
          if (id !== undefined) this.#after[id] = time
        }
        this.#took(event.number, Math.max(ackEveryMs, restFactor * (performance.now() - begun)))
        this.tell()
        break
      }
      case 'left-out':
      case 'started':
      case 'ended':
        this.#note(event)
        break
    }
  }

  #note(event: Extract<LogEvent, { source: number }>): void {
    const { source } = event
    const name = this.sources.get()[source]?.name ?? ''
    this.buffer.push({ text: noteText(event, name), time: NaN, stream: 'stdout', source, note: true })
    this.tell()
  }

  #took(number: number, restMs: number): void {
    this.#taken = number
    if (this.#takesSoon) return
    const send = (): void => {
      this.#takesSoon = false
      // What goes wrong here is told by the subscription itself.
      if (this.#feed !== null)
        this.client.logs.took.mutate({ feed: this.#feed, number: this.#taken }).catch(() => undefined)
    }
    // A page in the background has nothing else to do, and its timers are slow.
    if (document.visibilityState === 'hidden') send()
    else {
      this.#takesSoon = true
      setTimeout(send, restMs)
    }
  }
}

function noteText(event: Extract<LogEvent, { source: number }>, name: string): string {
  if (event.kind !== 'left-out') return t(`logs:note.${event.kind}`, { name })
  if (event.lines === null) return t('logs:note.someLeftOut', { name })
  return t('logs:note.leftOut', { name, count: event.lines })
}

/** One container's state is its log's; several go on as long as one of them does. */
function stateOf(sources: readonly LogSource[]): FeedState {
  const [only] = sources
  if (!only) return { kind: 'following' }
  if (sources.length > 1)
    return {
      kind: sources.every(({ state }) => state === 'ended' || state === 'gone') ? 'ended' : 'following',
    }
  switch (only.state) {
    case 'opening':
      return { kind: 'loading' }
    case 'reading':
      return { kind: 'following' }
    case 'ended':
    case 'waiting':
    case 'gone':
      return { kind: only.state }
    case 'failed':
      return only.error ? { kind: 'failed', error: only.error } : { kind: 'ended' }
  }
}

export const containerFeed = (client: Client, of: LogSelection, range: TimeRange): LogFeed =>
  new ContainerFeed(client, of, range)
