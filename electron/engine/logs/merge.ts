import type { LogLine } from './line.ts'
import type { Note } from './queue.ts'
import type { Source } from './source.ts'

/** ms for which others wait for the next line of a source that was just empty: it may be older than theirs */
const orderMs = 150
/** the same for one whose log the engine has only been asked for */
const openingMs = 2000

export interface Merged {
  readonly source: number
  readonly item: LogLine | Note
}

export interface Due {
  readonly items: readonly Merged[]
  /** ms until one should look again, if nothing is heard before; Infinity when nothing but news helps */
  readonly waitMs: number
}

/**
 * Takes from several sources what is due, in order of time, at most `most` items. A line is due when no source could
 * still come with an older one, or takes too long about it.
 */
export function takeDue(sources: readonly Source[], most: number, now: number): Due {
  const items: Merged[] = []
  for (; items.length < most;) {
    let first: Source | null = null
    let index = -1
    let waitMs = Infinity
    for (const [at, source] of sources.entries()) {
      const item = source.queue.peek()
      if (item === undefined) {
        if (sources.length > 1) waitMs = Math.min(waitMs, patience(source, now))
      } else if (!first || isBefore(item, first.queue.peek())) {
        first = source
        index = at
      }
    }
    if (!first || waitMs !== Infinity) return { items, waitMs }
    const item = first.queue.take()
    if (item === undefined) break
    items.push({ source: index, item })
    if (first.queue.size === 0) first.idleSince = now
  }
  return { items, waitMs: 0 }
}

/** ms for which the others still wait for it; Infinity when they do not. */
function patience(source: Source, now: number): number {
  const { state } = source.view
  const ms = state === 'opening' ? openingMs : state === 'reading' ? orderMs : 0
  const left = source.idleSince + ms - now
  return left > 0 ? left : Infinity
}

type Item = LogLine | Note | undefined

/** Notes have no time of their own: they stand where they are among the lines of their source. */
function isBefore(one: Item, other: Item): boolean {
  if (one === undefined || !('text' in one)) return true
  if (other === undefined || !('text' in other)) return false
  return one.ms === other.ms ? one.time < other.time : one.ms < other.ms
}
