import { useEffect, useRef, useState } from 'react'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'

interface RunJob {
  readonly job: Job | undefined
  /** why it was not even begun */
  readonly error: PlainError | null
  readonly busy: boolean
  readonly start: (send: () => Promise<string>) => Promise<void>
  readonly cancel: () => void
}

/** One job that a page starts, and what is done once it has ended well. */
export function useRunJob(onDone: (job: Job) => void): RunJob {
  const berth = useBerth()
  const [id, setId] = useState<string | null>(null)
  const [error, setError] = useState<PlainError | null>(null)
  const [sending, setSending] = useState(false)
  const job = useStore(berth.jobs).byId.get(id ?? '')
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })
  useEffect(() => {
    if (job?.state === 'done') done.current(job)
    // Told once, when it ends.
  }, [job?.state, job])
  return {
    job,
    error,
    busy: sending || job?.state === 'running',
    async start(send) {
      setError(null)
      setSending(true)
      try {
        setId(await send())
      } catch (thrown) {
        setError(plainError(thrown))
      } finally {
        setSending(false)
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
