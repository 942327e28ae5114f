import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import css from './Images.module.css'
import { layerShare, layerWords } from './progress.ts'

/** A pull or a push layer by layer. */
export function PullLayers({ job }: { job: Job }): ReactNode {
  return (
    <ul className={css.layers} aria-label={t('images:pull.layersOf', { subject: job.subject })} tabIndex={0}>
      {job.layers.map((layer) => (
        <li key={layer.id} className={css.layer}>
          <span className="mono">{layer.id}</span>
          <Progress
            size={4}
            value={(layerShare(layer) ?? 0) * 100}
            aria-label={t('images:pull.layer', { id: layer.id })}
            transitionDuration={100}
          />
          <span className={`clip ${css.amount ?? ''}`}>{layerWords(layer)}</span>
        </li>
      ))}
    </ul>
  )
}
