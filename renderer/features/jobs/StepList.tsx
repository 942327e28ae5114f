import { IconAlertTriangle, IconCheck, IconClock, IconLoader2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Job, JobStep } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import css from './StepList.module.css'
import { jobTitle, stepWords } from './words.ts'

const icons = {
  waiting: IconClock,
  running: IconLoader2,
  done: IconCheck,
  failed: IconAlertTriangle,
} as const

const names = ['containers', 'networks', 'volumes', 'images', 'cache', 'trim'] as const
const nameOf = ({ name }: JobStep): string => {
  const known = names.find((each) => each === name)
  return known ? t(`jobs:steps.${known}`) : name
}

/** The steps of a job that does several things: how far each is, what it freed, what failed in it. */
export function StepList({ job }: { job: Job }): ReactNode {
  if (!job.steps || job.steps.length === 0) return null
  return (
    <ul className={css.steps} aria-label={t('jobs:steps.label', { title: jobTitle(job) })}>
      {job.steps.map((step) => {
        const Icon = icons[step.state]
        return (
          <li key={step.name}>
            <Icon size={14} aria-hidden className={css[step.state]} />
            <span>{nameOf(step)}</span>
            <span className="dim">{stepWords(step)}</span>
            {step.error && <span className={css.error}>{step.error}</span>}
          </li>
        )
      })}
    </ul>
  )
}
