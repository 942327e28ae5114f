import type { JobsService } from '../../api/services/engine.ts'

/** Resolves once no job runs: at once, where none does. */
export async function untilIdle(jobs: Pick<JobsService, 'watch'>): Promise<void> {
  const running = new Set<string>()
  const over = new AbortController()
  for await (const change of jobs.watch(over.signal)) {
    if (change.kind === 'all') {
      running.clear()
      for (const { id, state } of change.rows) if (state === 'running') running.add(id)
    } else if (change.kind === 'removed') running.delete(change.id)
    else if (change.row.state === 'running') running.add(change.row.id)
    else running.delete(change.row.id)
    if (running.size === 0) return
  }
}
