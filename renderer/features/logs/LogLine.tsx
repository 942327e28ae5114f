import { memo, type CSSProperties, type ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { paletteColour, parseAnsi, type Look, type Piece } from './ansi.ts'
import { hueClass } from './hues.ts'
import css from './LogView.module.css'
import { hitsOf } from './log-search.ts'
import { lineTime, wholeTime } from './log-text.ts'

interface LogLineProps {
  readonly text: string
  readonly time: number
  readonly stream: 'stdout' | 'stderr'
  readonly continued: boolean
  readonly note: boolean
  readonly source: number
  /** its source's name, as wide as all of them; null where there is only one */
  readonly name: string | null
  readonly showTime: boolean
  readonly pattern: RegExp | null
  /** the line that the search stands on */
  readonly current: boolean
}

/** One line: its time, a mark for stderr, and its text with the program's colours and the search's hits. */
export const LogLine = memo(function LogLine(props: LogLineProps): ReactNode {
  const { text, time, stream, continued, note, source, name, showTime, pattern, current } = props
  const pieces = parseAnsi(text)
  const classes = [css.line, current && css.current, note && css.note].filter(Boolean).join(' ')
  return (
    <div className={classes} data-stream={note ? undefined : stream} data-note={note ? true : undefined}>
      <span
        className={continued ? css.goesOn : css.mark}
        title={continued ? t('logs:continued') : stream}
        aria-hidden
      >
        {continued ? '↪' : stream === 'stderr' ? '!' : ' '}
      </span>
      {showTime && (
        <span className={css.time} title={Number.isNaN(time) ? undefined : wholeTime(time)}>
          {lineTime(time)}{' '}
        </span>
      )}
      {name !== null && <span className={`${css.name ?? ''} ${hueClass(source)}`}>{name} </span>}
      {pattern === null ? pieces.map(plain) : marked(pieces, pattern)}
    </div>
  )
})

function plain(piece: Piece, index: number): ReactNode {
  return styled(piece.look, piece.text, index)
}

function styled(look: Look, children: ReactNode, key: number): ReactNode {
  const classes = [
    look.bold && css.bold,
    look.dim && css.faint,
    look.italic && css.italic,
    look.underline && css.underline,
    look.inverse && css.inverse,
    typeof look.fg === 'number' && look.fg < 16 && css[`fg${look.fg}`],
    typeof look.bg === 'number' && look.bg < 16 && css[`bg${look.bg}`],
  ].filter(Boolean)
  const style: CSSProperties = {}
  if (typeof look.fg === 'string') style.color = look.fg
  else if (look.fg !== null && look.fg >= 16) style.color = paletteColour(look.fg)
  if (typeof look.bg === 'string') style.backgroundColor = look.bg
  else if (look.bg !== null && look.bg >= 16) style.backgroundColor = paletteColour(look.bg)
  if (classes.length === 0 && Object.keys(style).length === 0) return <span key={key}>{children}</span>
  return (
    <span key={key} className={classes.join(' ')} style={style}>
      {children}
    </span>
  )
}

/** A hit may begin in one piece and end in another, so hits are found in the whole text and cut by pieces. */
function marked(pieces: readonly Piece[], pattern: RegExp): ReactNode[] {
  const whole = pieces.map((piece) => piece.text).join('')
  const hits = hitsOf(pattern, whole)
  let start = 0
  return pieces.map((piece, index) => {
    const end = start + piece.text.length
    const parts: ReactNode[] = []
    let at = start
    for (const [from, to] of hits) {
      const [left, right] = [Math.max(from, start), Math.min(to, end)]
      if (left >= right) continue
      parts.push(whole.slice(at, left), <mark key={left}>{whole.slice(left, right)}</mark>)
      at = right
    }
    parts.push(whole.slice(at, end))
    start = end
    return styled(piece.look, parts, index)
  })
}
