import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import { jobShare, jobTitle, jobWords } from './words.ts'

const colours = { running: 'berth', done: 'green', failed: 'red', cancelled: 'gray' } as const

/** A job in one bar and one line. A bar that nobody knows the length of moves, where motion is welcome. */
export function JobProgress({ job }: { job: Job }): ReactNode {
  const share = jobShare(job)
  return (
    <div>
      <Progress
        size={6}
        value={share === null ? 100 : share * 100}
        animated={share === null && job.state === 'running'}
        color={colours[job.state]}
        aria-label={t('jobs:progress', { title: jobTitle(job) })}
        transitionDuration={100}
      />
      <div className="dim">{jobWords(job)}</div>
    </div>
  )
}
