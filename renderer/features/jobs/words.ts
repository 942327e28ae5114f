import type { Job } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { pullShare, pullWords } from '../images/progress.ts'

/** What a job does, in a few words: "Pull alpine:3.23". */
export const jobTitle = ({ kind, subject }: Pick<Job, 'kind' | 'subject'>): string =>
  t(`jobs:title.${kind}`, { subject })

/** A container's image may be pulled on the way: then its layers are what there is to see. */
const hasLayers = (job: Job): boolean =>
  job.kind === 'pull' || job.kind === 'push' || (job.state === 'running' && job.layers.length > 0)

/** How far a job is, 0..1; null where nobody knows. */
export function jobShare(job: Job): number | null {
  if (job.state === 'done') return 1
  if (hasLayers(job)) return pullShare(job)
  if (job.bytes === null || job.bytes.total === null || job.bytes.total === 0) return null
  return Math.min(1, job.bytes.current / job.bytes.total)
}

/** Where a job is, or how it ended, in one line. */
export function jobWords(job: Job): string {
  if (hasLayers(job)) return pullWords(job)
  switch (job.state) {
    case 'done':
      if (job.kind === 'prune' && job.bytes) return t('jobs:freed', { bytes: bytes(job.bytes.current) })
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
