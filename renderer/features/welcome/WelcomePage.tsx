import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { emptySpec } from '../../../electron/api/schema/run-spec.ts'
import { useBerth, useIsLive, useMachine } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { duration } from '../../lib/format.ts'
import { Checks } from '../checks/Checks.tsx'
import { firstCommands } from '../containers/first-commands.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { MachineButtons } from '../machine/MachineButtons.tsx'
import { MachineErrors } from '../machine/MachineErrors.tsx'
import { Steps, Timeline } from '../machine/Steps.tsx'
import { useRunJob } from '../run/useRunJob.ts'
import css from './Welcome.module.css'

const first = {
  ...emptySpec,
  name: 'web',
  image: 'nginx:alpine',
  ports: [{ hostIp: '', hostPort: '8080', containerPort: '80', protocol: 'tcp' as const }],
}

const firstAddress = 'http://localhost:8080/'

/** A new home's first page: this computer, the first start, and a first container. Shown once, and skipped at will. */
export function WelcomePage(): ReactNode {
  const { client } = useBerth()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    await client.host.welcomed.mutate().catch((thrown: unknown) => tellError(thrown))
    await navigate({ to: '/containers' })
  }
  return (
    <div className={css.page} tabIndex={0} role="region" aria-label={t('welcome:title')}>
      <div className={css.inner}>
        <p className={css.intro}>{t('welcome:intro')}</p>
        <ol className={css.parts}>
          <li>
            <h2>{t('welcome:check.title')}</h2>
            <Checks onlyWrong />
          </li>
          <li>
            <h2>{t('welcome:start.title')}</h2>
            <FirstStart />
          </li>
          <li>
            <h2>{t('welcome:run.title')}</h2>
            <FirstContainer />
          </li>
          <Others />
        </ol>
        <div className={css.actions}>
          <Button onClick={() => void leave()}>{t('welcome:done')}</Button>
          <span className="dim">{t('welcome:doneHint')}</span>
        </div>
      </div>
    </div>
  )
}

function FirstStart(): ReactNode {
  const view = useMachine()
  if (!view) return <p className="dim">{t('machine:asking')}</p>
  const { status, activity } = view
  const going = activity !== null && activity.steps.length > 0 && status.state !== 'running'
  return (
    <>
      {status.state === 'running' && status.engine?.answering ? (
        <p role="status">
          {status.lastStart
            ? t('welcome:start.running', { time: duration(status.lastStart.ms) })
            : t('welcome:start.runs')}
        </p>
      ) : (
        !going && <p>{t('welcome:start.intro')}</p>
      )}
      {going && <Steps steps={activity.steps} label={t('machine:start.steps')} />}
      {!going && status.lastStart && <Timeline start={status.lastStart} />}
      <MachineErrors view={view} />
      {status.state !== 'running' && (
        <div className={css.actions}>
          <MachineButtons primary limit={1} />
        </div>
      )}
    </>
  )
}

function FirstContainer(): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const run = useRunJob(() => undefined)
  const done = run.job?.state === 'done'
  return (
    <>
      <p>{t('welcome:run.intro')}</p>
      <Command line={firstCommands.server()} />
      {run.job && <JobProgress job={run.job} />}
      {run.error && <Notice kind="error" message={run.error.message} hint={run.error.hint} />}
      {run.job?.state === 'failed' && run.job.error && (
        <Notice
          kind="error"
          message={run.job.error.message}
          hint={`${run.job.error.hint} ${t('welcome:run.offline')}`}
        />
      )}
      <div className={css.actions}>
        {done ? (
          <>
            <Button
              renderRoot={(props) => <a href={firstAddress} target="_blank" rel="noreferrer" {...props} />}
            >
              {t('welcome:run.open')}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/containers/$name/$tab" params={{ name: first.name, tab: 'logs' }} {...props} />
              )}
            >
              {t('welcome:run.look')}
            </Button>
          </>
        ) : (
          <Button
            variant="default"
            disabled={!live || run.busy}
            onClick={() => void run.start(() => client.create.run.mutate({ spec: first, start: true }))}
          >
            {t('welcome:run.do')}
          </Button>
        )}
        {run.busy && (
          <Button variant="default" onClick={run.cancel}>
            {t('common:cancel')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Other engines of this computer, where there are any. */
function Others(): ReactNode {
  const { client } = useBerth()
  const { data } = useQuery({
    queryKey: ['migration'],
    queryFn: ({ signal }) => client.migration.sources.query(undefined, { signal }),
    staleTime: 0,
  })
  const engines = data?.engines ?? []
  if (engines.length === 0) return null
  return (
    <li>
      <h2>{t('migration:title')}</h2>
      <p>
        {t('welcome:others', { count: engines.length, names: engines.map(({ name }) => name).join(', ') })}
      </p>
      <div className={css.actions}>
        <Button variant="default" renderRoot={(props) => <Link to="/migrate" {...props} />}>
          {t('migration:look')}
        </Button>
      </div>
    </li>
  )
}
