import { Button, Popover, RingProgress } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Job } from '../../electron/api/schema/engine.ts'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { tellError } from '../components/tell.tsx'
import { PullSummary } from '../features/images/PullProgress.tsx'
import { pullShare } from '../features/images/progress.ts'
import { duration, plural } from '../lib/format.ts'
import { useNow } from '../lib/now.ts'
import css from './TopBar.module.css'

/** Work that goes on whatever page is open, and what became of it until it is dismissed. */
export function JobsTray(): ReactNode {
  const { rows } = useStore(useBerth().jobs)
  if (rows.length === 0) return null
  const running = rows.filter((job) => job.state === 'running')
  const failed = rows.some((job) => job.state === 'failed')
  const share = running.reduce((sum, job) => sum + pullShare(job), 0) / Math.max(1, running.length)
  const words =
    running.length > 0
      ? plural(running.length, 'pull')
      : failed
        ? 'A pull failed'
        : plural(rows.length, 'pull') + ' done'
  return (
    <Popover position="bottom-end" withRoles>
      <Popover.Target>
        <button type="button" className={css.tray} aria-label={`Work: ${words}`}>
          {running.length > 0 ? (
            <RingProgress
              size={18}
              thickness={3}
              sections={[{ value: share * 100, color: 'berth' }]}
              aria-hidden
            />
          ) : failed ? (
            <IconAlertTriangle size={16} color="var(--bad)" aria-hidden />
          ) : (
            <IconCheck size={16} color="var(--ok)" aria-hidden />
          )}
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Work">
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
  const ms = (job.endedAt === null ? now : Date.parse(job.endedAt)) - Date.parse(job.startedAt)
  const end = running ? client.jobs.cancel : client.jobs.dismiss
  return (
    <li>
      <div className={css.jobHead}>
        <strong className="clip" title={job.subject}>
          Pull {job.subject}
        </strong>
        <span className="dim">{duration(Math.max(0, ms))}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${running ? 'Cancel' : 'Dismiss'} pull of ${job.subject}`}
          onClick={() => void end.mutate({ id: job.id }).catch((thrown: unknown) => tellError(thrown))}
        >
          {running ? 'Cancel' : 'Dismiss'}
        </Button>
      </div>
      <PullSummary job={job} />
      {job.error && <div className="dim">{job.error.hint}</div>}
    </li>
  )
}
