import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { useKeys } from '../../lib/keys.ts'
import { usePreference } from '../../lib/preferences.ts'
import { plural } from '../../lib/format.ts'
import type { LogFeed } from './log-feed.ts'
import { LogLine } from './LogLine.tsx'
import { LogTools, type StreamChoice } from './LogTools.tsx'
import css from './LogView.module.css'
import { useLogSearch } from './useLogSearch.ts'
import { useLogWindow } from './useLogWindow.ts'

interface LogViewProps {
  readonly feed: LogFeed
  /** what it is the log of, for its name and its file's */
  readonly name: string
  /** false for logs that know no streams */
  readonly streams?: boolean
  /** stands before its tools, such as a choice of logs */
  readonly lead?: ReactNode
}

/** Any log: follows its end, searches, filters, wraps; only the lines in sight are in the page. */
export function LogView({ feed, name, streams = true, lead }: LogViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [stream, setStream] = useState<StreamChoice>('both')
  const [times, setTimes] = usePreference('logs.times', false)
  const [wrap, setWrap] = usePreference('logs.wrap', true)
  const state = useStore(feed.state)
  const wanted = useMemo(
    () => (stream === 'both' ? null : (line: number) => feed.buffer.stream(line) === stream),
    [feed, stream],
  )
  const { ref: rulerRef, columns } = useColumns(frame)
  const view = useLogWindow(feed, wrap ? columns : null, wanted, times ? timeColumns : 0)
  const search = useLogSearch(feed, query, wanted)

  const go = (direction: 1 | -1): void => {
    const line = search.go(direction, view.sight)
    if (line !== null) view.show(line)
  }
  useKeys({ '/': () => searchField.current?.focus(), n: () => go(1), N: () => go(-1) }, { within: frame })

  const lines = []
  for (let line = view.from; line < view.to; line += 1)
    if (!wanted || wanted(line))
      lines.push(
        <LogLine
          key={line}
          text={feed.buffer.text(line)}
          time={feed.buffer.time(line)}
          stream={feed.buffer.stream(line)}
          showTime={times}
          query={query}
          current={search.line === line}
        />,
      )

  return (
    <div className={css.frame} ref={frame}>
      <LogTools
        {...{ feed, name, query, search, stream, times, wrap, streams, searchField, lead }}
        following={view.following}
        onQuery={setQuery}
        onGo={go}
        onStream={setStream}
        onTimes={setTimes}
        onWrap={setWrap}
        onFollow={view.follow}
      />
      {state.kind === 'failed' && (
        <Notice kind="error" strip message={state.error.message} hint={state.error.hint} />
      )}
      <span ref={rulerRef} className={css.ruler} aria-hidden>
        {'0'.repeat(100)}
      </span>
      <div
        ref={view.ref}
        className={`${css.lines ?? ''} ${wrap ? (css.wrap ?? '') : ''}`}
        tabIndex={0}
        role="log"
        aria-label={`Log of ${name}`}
        aria-live="off"
        onScroll={view.onScroll}
      >
        <div style={{ height: view.height, minWidth: '100%' }}>
          <div style={{ transform: `translateY(${view.top}px)` }} className={css.window}>
            {lines}
          </div>
        </div>
      </div>
      <div className={css.foot}>
        <span>{plural(feed.buffer.size, 'line')}</span>
        {feed.buffer.first > 0 && feed.buffer.size > 0 && <span>older lines were let go</span>}
        <span className={css.footState} role="status">
          {stateWords[state.kind]}
        </span>
      </div>
    </div>
  )
}

const stateWords = {
  loading: 'loading…',
  following: '',
  reconnecting: 'connection lost: trying again…',
  ended: 'end of the log',
  failed: '',
} as const

/** px left and right of a line */
const marginPx = 2 * 12
/** characters of the mark for stderr, which wrapped rows keep free */
const markColumns = 2
/** characters of a time and the space after it */
const timeColumns = 13

/** How many characters fit in a line, from the width of a hundred of them. */
function useColumns(frame: RefObject<HTMLDivElement | null>): {
  ref: RefObject<HTMLSpanElement | null>
  columns: number
} {
  const ref = useRef<HTMLSpanElement>(null)
  const [columns, setColumns] = useState(100)
  useEffect(() => {
    const lines = frame.current?.querySelector('[role="log"]')
    if (!lines) return
    const observer = new ResizeObserver(() => {
      const character = (ref.current?.getBoundingClientRect().width ?? 0) / 100
      if (character === 0 || lines.clientWidth === 0) return
      setColumns(Math.max(10, Math.floor((lines.clientWidth - marginPx) / character) - markColumns))
    })
    observer.observe(lines)
    return () => observer.disconnect()
  }, [frame])
  return { ref, columns }
}
