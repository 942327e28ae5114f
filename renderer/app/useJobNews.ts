import { useEffect, useRef } from 'react'
import type { Job } from '../../electron/api/schema/jobs.ts'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { jobTitle } from '../features/jobs/words.ts'
import { t } from '../i18n/index.ts'
import { tellWhileHidden } from '../lib/browser-news.ts'

/** Tells of work that ended while nobody looked at the page, where the user lets the browser do so. */
export function useJobNews(): void {
  const { rows } = useStore(useBerth().jobs)
  const running = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    for (const job of rows) if (running.current.has(job.id) && job.state !== 'running') notify(job)
    running.current = new Set(rows.filter((job) => job.state === 'running').map((job) => job.id))
  }, [rows])
}

function notify(job: Job): void {
  if (job.state === 'cancelled') return
  const title = t(job.state === 'done' ? 'jobs:news.done' : 'jobs:news.failed', { title: jobTitle(job) })
  tellWhileHidden({ title, body: job.error?.message ?? '', tag: job.id })
}
