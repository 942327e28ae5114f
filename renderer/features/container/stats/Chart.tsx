import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useElementSize } from '@mantine/hooks'
import { t } from '../../../i18n/index.ts'
import { clock } from '../../../lib/format.ts'
import css from './Chart.module.css'
import { keptMs, scaleTo, type Point } from './series.ts'

interface Series {
  readonly name: string
  readonly points: readonly Point[]
}

interface ChartProps {
  readonly title: string
  /** one or two; the second is drawn dashed, so that colour is not all that tells them apart */
  readonly series: readonly Series[]
  /** a limit that is drawn in, in the unit of the values; null for none */
  readonly limit: number | null
  readonly format: (value: number) => string
  readonly base: 1000 | 1024
  /** the smallest step of the scale that makes sense: one process, one kilobyte a second */
  readonly least: number
  /** the right end, unix milliseconds */
  readonly now: number
  /** how much of the time before it is shown, in milliseconds */
  readonly spanMs: number
}

const height = 112
const top = 6
const bottom = 18

/** A figure over time, as lines; a limit that matters is drawn in. */
export function Chart(props: ChartProps): ReactNode {
  const { title, series, limit, format, now } = props
  const { ref, width } = useElementSize()
  const [at, setAt] = useState<number | null>(null)
  const frame = useRef<SVGSVGElement>(null)
  const span = Math.min(props.spanMs, keptMs)
  const from = now - span
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ time, value }) => (time >= from && value !== null ? [value] : [])),
  )
  const most = Math.max(0, ...values)
  // A limit far above everything would press the line flat: then its number alone is told.
  const drawn = limit !== null && most > limit / 5 ? limit : null
  const scale = scaleTo(Math.max(most, drawn ?? 0), props.base, props.least)
  const x = (time: number): number => ((time - from) / span) * width
  const y = (value: number): number => top + (1 - value / scale.top) * (height - top - bottom)
  const steps = Array.from({ length: Math.round(scale.top / scale.step) + 1 }, (_, step) => step * scale.step)
  const told = at ?? now
  const reading = series.map(({ name, points }) => ({ name, value: valueAt(points, told) }))

  const onPointerMove = (event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect()
    if (box && box.width > 0) setAt(from + ((event.clientX - box.left) / box.width) * span)
  }
  const words = reading
    .map(({ name, value }) => `${series.length > 1 ? `${name} ` : ''}${value === null ? '–' : format(value)}`)
    .join(', ')
  return (
    <figure className={css.chart} aria-label={title}>
      <figcaption className={css.head}>
        <span className={css.title}>{title}</span>
        {reading.map(({ name, value }, index) => (
          <span key={name}>
            {series.length > 1 && (
              <span className={css.name}>
                <svg width="18" height="8" aria-hidden>
                  <line x1="0" x2="18" y1="4" y2="4" className={index === 0 ? css.first : css.second} />
                </svg>
                {name}
              </span>
            )}{' '}
            <span className={css.value}>{value === null ? '–' : format(value)}</span>
          </span>
        ))}
        <span className="dim">{at === null ? '' : clock(new Date(at).toISOString())}</span>
        <span className={css.limit}>
          {limit !== null && t('container:stats.limit', { limit: format(limit) })}
        </span>
      </figcaption>
      <div ref={ref}>
        <svg
          ref={frame}
          width="100%"
          height={height}
          role="img"
          aria-label={t('container:stats.describe', { title, words, most: format(most) })}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setAt(null)}
        >
          {steps.map((step) => (
            <g key={step}>
              <line x1="0" x2={width} y1={y(step)} y2={y(step)} className={css.grid} />
              {step > 0 && (
                <text x="2" y={y(step) + 11} className={css.tick}>
                  {format(step)}
                </text>
              )}
            </g>
          ))}
          {series.map(({ name, points }, index) => (
            <g key={name}>
              {index === 0 && <path d={area(points, from, x, y)} className={css.area} />}
              <path d={line(points, from, x, y)} className={index === 0 ? css.first : css.second} />
            </g>
          ))}
          {drawn !== null && (
            <line x1="0" x2={width} y1={y(drawn)} y2={y(drawn)} className={css.limitLine} data-limit />
          )}
          {at !== null && <line x1={x(at)} x2={x(at)} y1={top} y2={height - bottom} className={css.cross} />}
          <text x="0" y={height - 4} className={css.tick}>
            {t('container:stats.minutesAgo', { count: Math.round(span / 60_000) })}
          </text>
          <text x={width} y={height - 4} textAnchor="end" className={css.tick}>
            {t('container:stats.now')}
          </text>
        </svg>
      </div>
    </figure>
  )
}

type Scale = (value: number) => number

/** Runs of points without a break between them. */
function runs(points: readonly Point[], from: number): { time: number; value: number }[][] {
  const all: { time: number; value: number }[][] = [[]]
  for (const { time, value } of points) {
    if (time < from) continue
    if (value === null) all.push([])
    else all.at(-1)?.push({ time, value })
  }
  return all.filter((run) => run.length > 0)
}

function line(points: readonly Point[], from: number, x: Scale, y: Scale): string {
  return runs(points, from)
    .map((run) => {
      const path = run.map(({ time, value }) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join('L')
      // A point alone is drawn too.
      return run.length === 1 ? `M${path}h.01` : `M${path}`
    })
    .join('')
}

function area(points: readonly Point[], from: number, x: Scale, y: Scale): string {
  return runs(points, from)
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)]
      if (!first || !last) return ''
      const path = run.map(({ time, value }) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join('L')
      return `M${x(first.time).toFixed(1)} ${y(0)}L${path}L${x(last.time).toFixed(1)} ${y(0)}Z`
    })
    .join('')
}

/** The value of the point that is nearest to a time, if one is near. */
function valueAt(points: readonly Point[], time: number): number | null {
  let best: Point | null = null
  for (const point of points)
    if (point.value !== null && (!best || Math.abs(point.time - time) < Math.abs(best.time - time)))
      best = point
  return best && Math.abs(best.time - time) < 45_000 ? best.value : null
}
