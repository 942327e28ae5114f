import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MachineView } from '../../../electron/api/schema/status.ts'
import { t } from '../../i18n/index.ts'
import { duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { MachineButtons } from './MachineButtons.tsx'
import { CopyReport, MachineErrors } from './MachineErrors.tsx'
import css from './Machine.module.css'
import { Steps } from './Steps.tsx'
import { introOf } from './words.ts'

/** In place of a page that has nothing to show yet: what the machine does, step by step, and what one can do. */
export function StartScreen({ view }: { view: MachineView }): ReactNode {
  const { status, activity } = view
  const { state } = status
  const steps = activity?.steps ?? []
  const intro = introOf(status)
  return (
    <section className={css.start} aria-label={t(`machine:screen.${state}`)}>
      <h2 className={css.startTitle}>{t(`machine:screen.${state}`)}</h2>
      {activity && state !== 'failed' ? (
        <Elapsed since={activity.startedAt} />
      ) : (
        intro !== null && <p>{intro}</p>
      )}
      {steps.length > 0 && <Steps steps={steps} label={t('machine:start.steps')} />}
      <MachineErrors view={view} />
      <div className={css.buttons}>
        <MachineButtons primary />
        {state === 'failed' && (
          <>
            <CopyReport view={view} />
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/machine" search={{ log: 'machine' }} {...props} />}
            >
              {t('machine:screen.showLog')}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}

function Elapsed({ since }: { since: string }): ReactNode {
  return <p aria-live="off">{duration(useNow(200) - Date.parse(since))}</p>
}
