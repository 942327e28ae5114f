import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MachineView, StateName } from '../../../electron/api/schema/status.ts'
import { duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { MachineButtons } from './MachineButtons.tsx'
import { CopyReport, MachineErrors } from './MachineErrors.tsx'
import css from './Machine.module.css'
import { Steps } from './Steps.tsx'

const titles: Readonly<Record<StateName, string>> = {
  stopped: 'The machine is stopped',
  suspended: 'The machine is suspended',
  starting: 'Starting the machine',
  running: 'Waiting for the engine',
  stopping: 'Stopping the machine',
  suspending: 'Suspending the machine',
  failed: 'The machine failed',
}

const intros: Readonly<Record<StateName, string>> = {
  stopped: 'Its containers, images and volumes are on its disk. They show up here once it runs.',
  suspended: 'Its containers are as they were. It resumes in seconds.',
  starting: '',
  running: 'The machine runs; its engine does not answer yet.',
  stopping: 'Containers are being stopped and the disk is being written.',
  suspending: 'Its memory is being written to disk; containers go on where they are now.',
  failed: '',
}

/** In place of a page that has nothing to show yet: what the machine does, step by step, and what one can do. */
export function StartScreen({ view }: { view: MachineView }): ReactNode {
  const { status, activity } = view
  const { state } = status
  const steps = activity?.steps ?? []
  return (
    <section className={css.start} aria-label={titles[state]}>
      <h2 className={css.startTitle}>{titles[state]}</h2>
      {activity && state !== 'failed' ? (
        <Elapsed since={activity.startedAt} />
      ) : (
        intros[state] && <p>{intros[state]}</p>
      )}
      {steps.length > 0 && <Steps steps={steps} label="Steps" />}
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
              Show its log
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
