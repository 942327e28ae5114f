import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from '../../client/store.ts'
import type { LogFeed } from './log-feed.ts'
import { LogSearch } from './log-search.ts'

export interface SearchView {
  readonly count: number
  /** index of the match that the view stands on, or null */
  readonly at: number | null
  /** number of the line that it stands on, or null */
  readonly line: number | null
  /** false while older lines are still being looked at */
  readonly complete: boolean
  /** Goes to the match after (or before) the present one, or after `from`; gives its line. */
  readonly go: (direction: 1 | -1, from: number) => number | null
}

/** ms between two tellings of how many were found so far: to draw them costs more than to find them */
const tellMs = 100

/** Searches a feed as it grows, a slice at a time. */
export function useLogSearch(
  feed: LogFeed,
  pattern: RegExp | null,
  wanted: ((line: number) => boolean) | null,
): SearchView {
  const version = useStore(feed.version)
  const search = useMemo(
    () => (pattern ? new LogSearch(feed.buffer, pattern, wanted ?? undefined) : null),
    [feed, pattern, wanted],
  )
  const [found, setFound] = useState({ search, count: 0, complete: false })
  const [stand, setStand] = useState<{ search: LogSearch | null; line: number }>({ search, line: -1 })

  const told = useRef(-Infinity)
  useEffect(() => {
    if (!search) return
    let timer: ReturnType<typeof setTimeout> | null = null
    const slice = (): void => {
      const complete = search.advance()
      const { count } = search
      // A log that grows is looked at again and again: only what is news is drawn.
      if (complete || performance.now() - told.current >= tellMs) {
        told.current = performance.now()
        setFound((now) =>
          now.search === search && now.count === count && now.complete === complete
            ? now
            : { search, count, complete },
        )
      }
      timer = complete ? null : setTimeout(slice, 0)
    }
    slice()
    return () => {
      if (timer) clearTimeout(timer)
    }
  }, [search, version])

  const here = stand.search === search && search && stand.line >= feed.buffer.first ? stand.line : null
  const go = (direction: 1 | -1, from: number): number | null => {
    if (!search || search.count === 0) return null
    const { count } = search
    const next =
      here === null ? search.indexFrom(from) - (direction === 1 ? 0 : 1) : search.indexFrom(here) + direction
    const line = search.at((next + count) % count) ?? null
    if (line !== null) setStand({ search, line })
    return line
  }
  const current = found.search === search
  return {
    count: search && current ? found.count : 0,
    at: search && here !== null ? search.indexFrom(here) : null,
    line: here,
    complete: current && found.complete,
    go,
  }
}
