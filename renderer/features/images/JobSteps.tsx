import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { PullLayers } from './PullLayers.tsx'

/** A pull or a push in its dialog: how far it is, layer by layer, or what it failed of. */
export function JobSteps({ job, onLeave }: { job: Job; onLeave: () => void }): ReactNode {
  return (
    <>
      <JobProgress job={job} />
      {job.state === 'running' && job.layers.length > 0 && <PullLayers job={job} />}
      {job.error && (
        <Notice
          kind="error"
          message={job.error.message}
          hint={job.error.hint}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              component={Link}
              to="/images/registries"
              onClick={onLeave}
            >
              {t('images:pull.logins')}
            </Button>
          }
        />
      )}
    </>
  )
}
