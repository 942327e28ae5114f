import { Button, Popover, RingProgress } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Job } from '../../electron/api/schema/jobs.ts'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { tellError } from '../components/tell.tsx'
import { JobProgress } from '../features/jobs/JobProgress.tsx'
import { StepList } from '../features/jobs/StepList.tsx'
import { jobShare, jobTitle } from '../features/jobs/words.ts'
import { t } from '../i18n/index.ts'
import { duration } from '../lib/format.ts'
import { useNow } from '../lib/now.ts'
import css from './TopBar.module.css'

/** Work that goes on whatever page is open, and what became of it until it is dismissed. */
export function JobsTray(): ReactNode {
  const { rows } = useStore(useBerth().jobs)
  if (rows.length === 0) return null
  const running = rows.filter((job) => job.state === 'running')
  const failed = rows.filter((job) => job.state === 'failed').length
  const share = running.reduce((sum, job) => sum + (jobShare(job) ?? 0), 0) / Math.max(1, running.length)
  const words =
    running.length > 0
      ? t('jobs:running', { count: running.length })
      : failed > 0
        ? t('jobs:someFailed', { count: failed })
        : t('jobs:done', { count: rows.length })
  return (
    <Popover position="bottom-end" withRoles trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css.tray} aria-label={t('jobs:labelled', { words })}>
          {running.length > 0 ? (
            <RingProgress
              size={18}
              thickness={3}
              sections={[{ value: share * 100, color: 'berth' }]}
              aria-hidden
            />
          ) : failed > 0 ? (
            <IconAlertTriangle size={16} color="var(--bad)" aria-hidden />
          ) : (
            <IconCheck size={16} color="var(--ok)" aria-hidden />
          )}
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('jobs:label')}>
        <ul className={css.jobs}>
          {[...rows]
            .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
            .map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function JobLine({ job }: { job: Job }): ReactNode {
  const { client } = useBerth()
  const now = useNow(1000)
  const running = job.state === 'running'
  const title = jobTitle(job)
  const ms = (job.endedAt === null ? now : Date.parse(job.endedAt)) - Date.parse(job.startedAt)
  const end = running ? client.jobs.cancel : client.jobs.dismiss
  return (
    <li>
      <div className={css.jobHead}>
        <strong className="clip" title={job.subject}>
          {title}
        </strong>
        <span className="dim">{duration(Math.max(0, ms))}</span>
        {job.again && (job.state === 'failed' || job.state === 'cancelled') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('jobs:tryAgain', { title })}
            onClick={() =>
              void client.jobs.again.mutate({ id: job.id }).catch((thrown: unknown) => tellError(thrown))
            }
          >
            {t('common:tryAgain')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t(running ? 'jobs:cancel' : 'jobs:dismiss', { title })}
          onClick={() => void end.mutate({ id: job.id }).catch((thrown: unknown) => tellError(thrown))}
        >
          {t(running ? 'common:cancel' : 'common:dismiss')}
        </Button>
      </div>
      <JobProgress job={job} />
      <StepList job={job} />
      {job.error && <div className="dim">{job.error.hint}</div>}
    </li>
  )
}
