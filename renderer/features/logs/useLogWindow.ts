import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefCallback } from 'react'
import { useStore } from '../../client/store.ts'
import type { LogFeed } from './log-feed.ts'
import { LogRows } from './log-rows.ts'

/** px; browsers lose precision or clip elements a little above this, so a longer log is scrolled at a scale */
const tallestPx = 24_000_000
export const rowPx = 17
const overscan = 20
/** the same above the end of a log that is followed: nobody scrolls there, and each of its lines is drawn anew */
const overscanFollowing = 3

interface LogWindow {
  readonly ref: RefCallback<HTMLDivElement>
  /** height of all lines together, px */
  readonly height: number
  /** where the rendered lines begin, px */
  readonly top: number
  readonly from: number
  readonly to: number
  /** the first line in sight */
  readonly sight: number
  readonly following: boolean
  readonly onScroll: () => void
  readonly follow: () => void
  /** Brings a line to the middle, and stops following. */
  readonly show: (line: number) => void
}

/** Which lines of a log are in sight. Sticks to the end while following; else stays on its line while others come and go. */
export function useLogWindow(
  feed: LogFeed,
  columns: number | null,
  wanted: ((line: number) => boolean) | null,
  lead: number,
): LogWindow {
  useStore(feed.version)
  const { buffer } = feed
  const scroller = useRef<HTMLDivElement>(null)
  const size = useElementSize<HTMLDivElement>()
  const [scrollTop, setScrollTop] = useState(0)
  const [following, setFollowing] = useState(true)
  const anchor = useRef({ line: 0, delta: 0, first: 0, last: 0, jumped: false, end: '' })
  const rows = useMemo(() => new LogRows(buffer, columns, wanted, lead), [buffer, columns, wanted, lead])

  const view = size.height || 400
  const { total } = rows
  const height = Math.min(tallestPx, total * rowPx)
  const scaled = height < total * rowPx
  const rowAt = (top: number): number =>
    scaled ? (top / Math.max(1, height - view)) * (total - view / rowPx) : top / rowPx
  const topOf = (row: number): number =>
    scaled ? (row / Math.max(1, total - view / rowPx)) * (height - view) : row * rowPx

  const now = following ? Math.max(0, height - view) : Math.min(scrollTop, Math.max(0, height - view))
  const firstRow = Math.max(0, rowAt(now))
  const above = following ? overscanFollowing : overscan
  const start = rows.lineAt(Math.max(0, Math.floor(firstRow) - above))
  const sight = rows.lineAt(Math.floor(firstRow)).line
  const needed = Math.ceil(firstRow - start.offset + view / rowPx) + overscan
  let to = start.line
  for (let count = 0; to < buffer.end && count < needed; to += 1) count += rows.rowsOf(to)

  const scrollTo = useCallback((top: number) => {
    if (!scroller.current) return
    const before = scroller.current.scrollTop
    scroller.current.scrollTop = top
    anchor.current.jumped = scroller.current.scrollTop !== before
    setScrollTop(scroller.current.scrollTop)
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const end = following ? `${height} ${view}` : ''
    // To scroll has the page laid out, which only a new end is worth.
    if (following && end !== anchor.current.end) {
      const furthest = element.scrollHeight - element.clientHeight
      // Who went up since the last drawing is not taken back to the end, though their event is still to come.
      if (element.scrollTop >= Math.min(anchor.current.last, furthest) - 1) {
        element.scrollTop = furthest
        anchor.current.last = element.scrollTop
      }
    } else if (!following && anchor.current.first !== buffer.first) {
      // Older lines left: what is in sight stays where it is.
      scrollTo(topOf(rows.offsetOf(anchor.current.line)) + anchor.current.delta)
    }
    anchor.current.first = buffer.first
    anchor.current.end = end
  })

  const onScroll = (): void => {
    const element = scroller.current
    if (!element) return
    const top = element.scrollTop
    const atEnd = element.scrollHeight - element.clientHeight - top < rowPx
    const leaves = following && top < anchor.current.last - 1
    // Only the user's own way to the end means to follow it, not a jump to a match there.
    if (atEnd && !following && !anchor.current.jumped) setFollowing(true)
    // Only going up ends the following: the end may have moved on since the event was made.
    else if (leaves) setFollowing(false)
    anchor.current.jumped = false
    anchor.current.last = top
    const { line, offset } = rows.lineAt(Math.floor(rowAt(top)))
    anchor.current.line = line
    anchor.current.delta = top - topOf(offset)
    // Who follows is at the end, wherever that is by now.
    if (!following || leaves) setScrollTop(top)
  }
  const show = (line: number): void => {
    setFollowing(false)
    scrollTo(Math.max(0, topOf(rows.offsetOf(line)) - view / 2))
    anchor.current.last = Number.NEGATIVE_INFINITY
  }
  const ref = useMergedRef(scroller, size.ref)
  return {
    ref,
    height,
    top: Math.max(0, now - (firstRow - start.offset) * rowPx),
    from: start.line,
    to,
    sight,
    following,
    onScroll,
    follow: () => setFollowing(true),
    show,
  }
}
