import type { Job, JobStep } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { pullShare, pullWords } from '../images/progress.ts'

/** What a job does, in a few words: "Pull alpine:3.23". */
export const jobTitle = ({ kind, subject }: Pick<Job, 'kind' | 'subject'>): string =>
  t(`jobs:title.${kind}`, { subject })

/** A container's image may be pulled on the way: then its layers are what there is to see. */
const hasLayers = (job: Job): boolean =>
  job.kind === 'pull' || job.kind === 'push' || (job.state === 'running' && job.layers.length > 0)

/** Work whose bytes are what it freed. */
const freeing: ReadonlySet<Job['kind']> = new Set(['cleanup', 'retention'])

function stepShare({ state, done, total }: JobStep): number {
  if (state === 'done' || state === 'failed') return 1
  return total === 0 ? 0 : Math.min(1, done / total)
}

/** How far a step is, or what it did. */
export function stepWords({ name, state, done, total, bytes: freed }: JobStep): string {
  if (state === 'waiting') return t('jobs:steps.waiting')
  if (name === 'trim') return freed === null ? '' : t('jobs:steps.given', { bytes: bytes(freed) })
  const count = t('jobs:steps.removed', { done, total })
  return freed === null || freed === 0 ? count : `${count}, ${t('jobs:steps.freed', { bytes: bytes(freed) })}`
}

/** How far a job is, 0..1; null where nobody knows. */
export function jobShare(job: Job): number | null {
  if (job.state === 'done') return 1
  if (hasLayers(job)) return pullShare(job)
  if (job.steps && job.steps.length > 0)
    return job.steps.reduce((sum, step) => sum + stepShare(step), 0) / job.steps.length
  if (job.bytes === null || job.bytes.total === null || job.bytes.total === 0) return null
  return Math.min(1, job.bytes.current / job.bytes.total)
}

/** Where a job is, or how it ended, in one line. */
export function jobWords(job: Job): string {
  if (hasLayers(job)) return pullWords(job)
  switch (job.state) {
    case 'done':
      if (job.kind === 'trim' && job.bytes) return t('jobs:given', { bytes: bytes(job.bytes.current) })
      if (freeing.has(job.kind) && job.bytes) return t('jobs:freed', { bytes: bytes(job.bytes.current) })
      return job.line ?? t('jobs:finished')
    case 'cancelled':
      return t('jobs:cancelled')
    case 'failed':
      return job.error?.message ?? t('jobs:failed')
    case 'running':
      return [job.bytes && amount(job.bytes), job.line].filter(Boolean).join(' · ')
  }
}

function amount({ current, total }: NonNullable<Job['bytes']>): string {
  return total === null ? bytes(current) : t('jobs:bytesOf', { current: bytes(current), total: bytes(total) })
}
