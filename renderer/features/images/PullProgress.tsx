import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Job } from '../../../electron/api/schema/engine.ts'
import css from './Images.module.css'
import { layerShare, layerWords, pullShare, pullWords } from './progress.ts'

const colours = { running: 'berth', done: 'green', failed: 'red', cancelled: 'gray' } as const

/** A pull in one bar and one line. */
export function PullSummary({ job }: { job: Job }): ReactNode {
  return (
    <div>
      <Progress
        size={6}
        value={pullShare(job) * 100}
        color={colours[job.state]}
        aria-label={`Pull of ${job.subject}`}
        transitionDuration={100}
      />
      <div className="dim">{pullWords(job)}</div>
    </div>
  )
}

/** A pull layer by layer. */
export function PullLayers({ job }: { job: Job }): ReactNode {
  return (
    <ul className={css.layers} aria-label={`Layers of ${job.subject}`} tabIndex={0}>
      {job.layers.map((layer) => (
        <li key={layer.id} className={css.layer}>
          <span className="mono">{layer.id}</span>
          <Progress
            size={4}
            value={(layerShare(layer) ?? 0) * 100}
            aria-label={`Layer ${layer.id}`}
            transitionDuration={100}
          />
          <span className={`clip ${css.amount ?? ''}`}>{layerWords(layer)}</span>
        </li>
      ))}
    </ul>
  )
}
