import { IconAlertTriangle, IconCheck, IconPlayerPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { LastStart, Step } from '../../../electron/api/schema/status.ts'
import { t } from '../../i18n/index.ts'
import { duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import css from './Steps.module.css'
import { stepName } from './words.ts'

const icons = { running: IconPlayerPlay, done: IconCheck, failed: IconAlertTriangle } as const

/** The steps of a start, a stop or a suspend as they go, with their times. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }): ReactNode {
  const now = useNow(200)
  return (
    <ol className={css.steps} aria-label={label}>
      {steps.map((step) => {
        const Icon = icons[step.state]
        const ms = step.state === 'running' ? Math.max(step.ms, now - Date.parse(step.startedAt)) : step.ms
        return (
          <li
            key={step.name}
            className={css[step.state]}
            aria-current={step.state === 'running' ? 'step' : undefined}
          >
            <Icon size={14} aria-label={t(`machine:start.${step.state}`)} role="img" className={css.icon} />
            <span>{stepName(step.name)}</span>
            <span className={css.time}>{duration(ms)}</span>
            {step.progress !== null && step.state === 'running' && (
              <span className={css.progress}>{step.progress}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Where the time of the last start went: each step in its place and length. */
export function Timeline({ start }: { start: LastStart }): ReactNode {
  const sum = start.steps.reduce((total, step) => total + step.ms, 0)
  const whole = Math.max(start.ms, sum, 1)
  const placed = start.steps.map((step, index) => ({
    ...step,
    before: start.steps.slice(0, index).reduce((total, earlier) => total + earlier.ms, 0),
  }))
  return (
    <div>
      <div className={css.timelineTitle}>
        {t(`machine:start.${start.kind}`, { time: duration(start.ms) })}
      </div>
      <ol className={css.timeline} aria-label={t('machine:start.timeline')}>
        {placed.map((step) => (
          <li key={step.name}>
            <span className="clip">{stepName(step.name)}</span>
            <span className={css.track} aria-hidden>
              <span
                className={css.bar}
                style={{ left: `${(step.before / whole) * 100}%`, width: `${(step.ms / whole) * 100}%` }}
              />
            </span>
            <span className={css.time}>{duration(step.ms)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
