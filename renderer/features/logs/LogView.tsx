import { useMemo, useRef, useState, type ReactNode } from 'react'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { usePreference } from '../../lib/preferences.ts'
import { useStable } from '../../lib/use-stable.ts'
import type { LogFeed } from './log-feed.ts'
import { patternOf, type Query } from './log-search.ts'
import { logText, saveFrom, saveText } from './log-text.ts'
import { LogLegend } from './LogLegend.tsx'
import { LogLine } from './LogLine.tsx'
import { LogRangeMenu } from './LogRangeMenu.tsx'
import { LogSearchField } from './LogSearchField.tsx'
import { LogTools, type StreamChoice } from './LogTools.tsx'
import css from './LogView.module.css'
import { newestLines } from './newest.ts'
import type { TimeRange } from '../../lib/time-range.ts'
import { useColumns } from './useColumns.ts'
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
  /** for logs of which a part can be asked for */
  readonly range?: TimeRange
  readonly onRange?: (range: TimeRange) => void
}

const nobody: ReadonlySet<number> = new Set()

/** Any log: follows its end, searches, filters, wraps; only the lines in sight are in the page. */
export function LogView({ feed, name, streams = true, lead, range, onRange }: LogViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState<Query>({ text: '', regex: false, matchCase: false })
  const [stream, setStream] = useState<StreamChoice>('both')
  const [hidden, setHidden] = useState(nobody)
  const [times, setTimes] = usePreference('logs.times', false)
  const [wrap, setWrap] = usePreference('logs.wrap', true)
  const state = useStore(feed.state)
  const sources = useStore(feed.sources)
  const { buffer } = feed
  const wanted = useMemo(() => {
    if (stream === 'both' && hidden.size === 0) return null
    return (line: number): boolean =>
      !hidden.has(buffer.source(line)) &&
      (stream === 'both' || buffer.note(line) || buffer.stream(line) === stream)
  }, [buffer, stream, hidden])
  const { pattern, problem } = useMemo(() => patternOf(query), [query])
  const { names, nameColumns } = useMemo(() => padded(sources.map((source) => source.name)), [sources])
  const { ref: rulerRef, columns } = useColumns(frame)
  const view = useLogWindow(feed, wrap ? columns : null, wanted, (times ? timeColumns : 0) + nameColumns)
  const search = useLogSearch(feed, pattern, wanted)

  const go = useStable((direction: 1 | -1): void => {
    const line = search.go(direction, view.sight)
    if (line !== null) view.show(line)
  })
  const download = useStable((): void => {
    if (!feed.file) saveText(buffer, name)
    else
      feed
        .file({ stdout: stream !== 'stderr', stderr: stream !== 'stdout', times })
        .then((path) => saveFrom(path, `${name}.log`))
        .catch((thrown: unknown) => tellError(thrown))
  })
  const text = useStable(() =>
    [...logText(buffer, { times, wanted, names: sources.map((each) => each.name) })].join(''),
  )
  const clear = useStable(() => feed.clear())
  const follow = useStable(view.follow)
  // While lines pour in, only these are drawn: its buttons would cost more than they do.
  const { count, at, complete } = search
  const searchTools = useMemo(
    () => (
      <LogSearchField
        {...{ query, problem }}
        field={searchField}
        found={{ count, at, complete }}
        onQuery={setQuery}
        onGo={go}
      />
    ),
    [query, problem, count, at, complete, go],
  )
  const rangeTools = useMemo(
    () => range && onRange && <LogRangeMenu range={range} onRange={onRange} />,
    [range, onRange],
  )
  useKeys(
    {
      '/': () => searchField.current?.focus(),
      n: () => go(1),
      N: () => go(-1),
      f: () => view.follow(),
      t: () => setTimes(!times),
      w: () => setWrap(!wrap),
    },
    { within: frame },
  )

  const lines = []
  for (let line = view.from; line < view.to; line += 1)
    if (!wanted || wanted(line))
      lines.push(
        <LogLine
          key={line}
          text={buffer.text(line)}
          time={buffer.time(line)}
          stream={buffer.stream(line)}
          continued={buffer.continued(line)}
          note={buffer.note(line)}
          source={buffer.source(line)}
          name={names ? (names[buffer.source(line)] ?? '') : null}
          showTime={times}
          pattern={pattern}
          current={search.line === line}
        />,
      )

  const hasMore = range?.kind === 'newest' && onRange && buffer.first === 0 && buffer.size >= newestLines
  return (
    <div className={css.frame} ref={frame}>
      <LogTools
        {...{ name, times, wrap, lead }}
        stream={streams ? stream : null}
        search={searchTools}
        range={rangeTools}
        following={view.following}
        text={text}
        onStream={setStream}
        onTimes={setTimes}
        onWrap={setWrap}
        onDownload={download}
        onClear={clear}
        onFollow={follow}
      />
      {names && <LogLegend sources={sources} hidden={hidden} onHidden={setHidden} />}
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
        aria-label={t('logs:label', { name })}
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
        <span>{t('logs:foot.lines', { count: buffer.size })}</span>
        {buffer.first > 0 && buffer.size > 0 && <span>{t('logs:foot.letGo')}</span>}
        {hasMore && (
          <button type="button" className={css.more} onClick={() => onRange({ kind: 'all' })}>
            {t('logs:foot.loadAll')}
          </button>
        )}
        <span className={css.footState} role="status">
          {state.kind === 'following' || state.kind === 'failed' ? '' : t(`logs:state.${state.kind}`)}
        </span>
      </div>
    </div>
  )
}

/** characters of a time and the space after it */
const timeColumns = 13
/** characters of a source's name that are shown */
const longestName = 24

/** Names of the same width, and how many columns they take with the space after them; none for one name alone. */
function padded(names: readonly string[]): { names: readonly string[] | null; nameColumns: number } {
  if (names.length < 2) return { names: null, nameColumns: 0 }
  const width = Math.min(longestName, Math.max(...names.map((name) => name.length)))
  const shown = names.map((name) =>
    name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width),
  )
  return { names: shown, nameColumns: width + 1 }
}
