import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { usePreference } from '../lib/preferences.ts'
import css from './SplitPane.module.css'

interface SplitPaneProps {
  /** where the width is kept */
  name: string
  main: ReactNode
  side: ReactNode
  /** the side takes the whole width */
  full: boolean
}

const least = 320
const step = 32

/** A page with a detail beside it; the line between them can be dragged, or moved with the arrow keys. */
export function SplitPane({ name, main, side, full }: SplitPaneProps): ReactNode {
  const [width, setWidth] = usePreference(`${name}.width`, 560)
  const frame = useRef<HTMLDivElement>(null)
  if (!side) return <div className={css.split}>{<div className={css.main}>{main}</div>}</div>

  const most = (): number => Math.max(least, (frame.current?.clientWidth ?? 1280) - least)
  const resize = (to: number): void => setWidth(Math.round(Math.min(most(), Math.max(least, to))))
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = frame.current?.getBoundingClientRect().right ?? window.innerWidth
    resize(right - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? step : event.key === 'ArrowRight' ? -step : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    resize(width + by)
  }
  return (
    <div className={css.split} ref={frame}>
      <div className={`${css.main ?? ''} ${full ? (css.hidden ?? '') : ''}`}>{main}</div>
      <div
        role="separator"
        aria-label={t('components:detailWidth')}
        aria-orientation="vertical"
        aria-valuemin={least}
        aria-valuemax={2000}
        aria-valuenow={width}
        tabIndex={0}
        className={`${css.line ?? ''} ${full ? (css.hidden ?? '') : ''}`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      />
      <div className={full ? css.full : css.side} style={full ? undefined : { width }}>
        {side}
      </div>
    </div>
  )
}
