import { useContext, useLayoutEffect, useRef, type ReactNode } from 'react'
import type { StatsSample } from '../../../electron/api/schema/stats.ts'
import { t } from '../../i18n/index.ts'
import { memory, share } from '../../lib/format.ts'
import { sparkline } from './sparkline.ts'
import { sparkMs, StatsContext } from './stats-feed.ts'
import css from './UsageCell.module.css'

/** What a cell draws of the samples of its container. */
interface Face {
  readonly value: (sample: StatsSample) => number | null
  readonly words: (value: number) => string
  readonly title: (sample: StatsSample) => string
  /** what the sparkline's top stands for at least: the noise of one that idles is not to look like work */
  readonly top: number
}

const faces: Readonly<Record<'cpu' | 'memory', Face>> = {
  cpu: {
    value: (sample) => sample.cpuPercent,
    words: share,
    title: (sample) => t('containers:cpuOf', { share: share(sample.cpuPercent ?? 0) }),
    top: 10,
  },
  memory: {
    value: (sample) => sample.memory,
    words: memory,
    title: ({ memory: used, memoryLimit: limit }) =>
      limit === null ? memory(used) : t('containers:memoryOf', { used: memory(used), limit: memory(limit) }),
    top: 0,
  },
}

const width = 36
const height = 14

/** What a container uses now, and a line of the last minute. Nothing renders at a sample: the cell draws itself. */
export function UsageCell({ id, kind }: { id: string; kind: 'cpu' | 'memory' }): ReactNode {
  const feed = useContext(StatsContext)
  const words = useRef<HTMLSpanElement>(null)
  const line = useRef<SVGPolylineElement>(null)
  // Before anybody sees it: the row that it stands in was another container's a moment ago.
  useLayoutEffect(() => {
    if (!feed) return
    const { value, words: say, title, top } = faces[kind]
    const draw = (): void => {
      const samples = feed.of(id)
      const last = samples.at(-1)
      const now = last ? value(last) : null
      const said = now === null ? '' : say(now)
      const points = sparkline(
        samples.map((sample) => ({ time: sample.time, value: value(sample) })),
        { width, height, spanMs: sparkMs, top },
      )
      if (words.current && words.current.textContent !== said) {
        words.current.textContent = said
        words.current.title = last && now !== null ? title(last) : ''
      }
      if (line.current && line.current.getAttribute('points') !== points)
        line.current.setAttribute('points', points)
    }
    draw()
    return feed.batches.subscribe(draw)
  }, [feed, id, kind])
  return (
    <span className={css.usage}>
      <span ref={words} />
      <svg className={css.spark} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
        <polyline ref={line} />
      </svg>
    </span>
  )
}
