import { useState } from 'react'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'

interface DialogJob {
  readonly job: Job | undefined
  readonly running: boolean
  /** why it could not even be started, or cancelled */
  readonly error: PlainError | null
  /** `begin` resolves with the job's id */
  readonly start: (begin: () => Promise<string>) => Promise<void>
  readonly cancel: () => void
}

/** A job that a dialog starts and then shows. It goes on when the dialog is closed. */
export function useJob(): DialogJob {
  const berth = useBerth()
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<PlainError | null>(null)
  const [starting, setStarting] = useState(false)
  const job = useStore(berth.jobs).byId.get(jobId ?? '')
  return {
    job,
    running: starting || job?.state === 'running',
    error,
    async start(begin) {
      setError(null)
      setStarting(true)
      try {
        setJobId(await begin())
      } catch (thrown) {
        setError(plainError(thrown))
      } finally {
        setStarting(false)
      }
    },
    cancel() {
      if (job)
        void berth.client.jobs.cancel
          .mutate({ id: job.id })
          .catch((thrown: unknown) => setError(plainError(thrown)))
    },
  }
}
