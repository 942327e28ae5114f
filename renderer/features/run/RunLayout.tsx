import { Button } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { printDockerRun } from '../../../electron/api/schema/docker-run/print.ts'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { led } from '../../lib/docker-command.ts'
import { useKeys } from '../../lib/keys.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { FirstFields } from './FirstFields.tsx'
import { FitNotice } from './FitNotice.tsx'
import { RunFormContext, systemOf, type RunForm } from './form.ts'
import { ImportLine } from './ImportLine.tsx'
import { MoreFields } from './MoreFields.tsx'
import css from './Run.module.css'
import type { useRunJob } from './useRunJob.ts'

interface RunLayoutProps {
  readonly form: RunForm
  readonly work: ReturnType<typeof useRunJob>
  readonly onReplace: (spec: RunSpec) => void
  /** Ctrl or Command with Enter */
  readonly onSubmit: () => void
  readonly onBack: () => void
  /** what stands over the buttons */
  readonly about?: ReactNode
  /** what it does, while no work goes on */
  readonly buttons: ReactNode
  /** a word under the command line */
  readonly lineHint?: string | undefined
}

/** The form beside what it amounts to: the command line, what is done, and how that goes. */
export function RunLayout({ form, work, onReplace, onSubmit, onBack, ...parts }: RunLayoutProps): ReactNode {
  const [line, setLine] = useState<string | null>(null)
  const fields = useRef<HTMLFormElement>(null)
  const { job, error, busy } = work
  useKeys({ 'Mod+Enter': onSubmit, Escape: onBack })
  const problem = error ?? job?.error
  const own = form.spec.seccomp !== '' && form.spec.seccomp !== 'unconfined'
  return (
    <RunFormContext value={form}>
      <div className={css.page}>
        <form
          ref={fields}
          className={css.form}
          aria-label={t('run:form')}
          // Enter in a field is not meant to start anything; that is Ctrl Enter.
          onSubmit={(event) => event.preventDefault()}
        >
          <div className={css.inner}>
            <FirstFields onLine={setLine} />
            <MoreFields />
          </div>
        </form>
        <aside className={css.aside} aria-label={t('run:line')}>
          {parts.about}
          <FitNotice />
          <div className={css.buttons}>
            {busy ? (
              <Button variant="default" onClick={work.cancel}>
                {t('run:actions.cancelJob')}
              </Button>
            ) : (
              parts.buttons
            )}
            <Button variant="default" onClick={onBack}>
              {t('run:actions.back')}
            </Button>
          </div>
          {job?.state === 'running' && (
            <div>
              <JobProgress job={job} />
              <div className="dim">{t('run:goesOn')}</div>
            </div>
          )}
          {problem && !busy && (
            <Notice
              kind="error"
              message={<span className={css.said}>{problem.message}</span>}
              hint={problem.hint}
            />
          )}
          <div className={css.line}>
            <div className={css.asideHead}>
              <h2>{t('run:line')}</h2>
              <Button size="compact-sm" variant="default" onClick={() => setLine('')}>
                {t('run:actions.import')}
              </Button>
            </div>
            <Command
              line={led(printDockerRun(form.spec, { folded: true, system: systemOf(form.windows) }))}
            />
            {own && <div className="dim">{t('run:lineSeccomp')}</div>}
            {parts.lineHint && <div className="dim">{parts.lineHint}</div>}
          </div>
        </aside>
      </div>
      <ImportLine line={line} onClose={() => setLine(null)} onTake={onReplace} />
    </RunFormContext>
  )
}

/** Puts the focus into the first field that something is wrong with, once it is shown. */
export function focusProblem(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()),
  )
}
