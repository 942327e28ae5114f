import type { Job } from '../api/schema/jobs.ts'

/** What a job's work tells while it goes on. */
export type Tell = (progress: Partial<Pick<Job, 'layers' | 'bytes' | 'line'>>) => void

/**
 * Begins long work that shows in the tray, and returns its id; the same work that runs already is joined. `again`: it
 * can be tried once more from the tray.
 */
export type StartJob = (
  kind: Job['kind'],
  subject: string,
  work: (signal: AbortSignal, tell: Tell) => Promise<void>,
  options?: { again?: boolean },
) => string
