import { randomUUID } from 'node:crypto'
import type { Job } from '../../api/schema/jobs.ts'
import type { TableChange } from '../../api/schema/object.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import { LiveTable } from '../../base/live-table.ts'

/** What a job's work tells while it goes on. */
export type Tell = (progress: Partial<Pick<Job, 'layers' | 'bytes' | 'line' | 'steps'>>) => void

/** What a job does; it ends when `signal` aborts. */
export type Work = (signal: AbortSignal, tell: Tell) => Promise<void>

/** Milliseconds between two changes of a running job that watchers are told. */
const tellMs = 100
/** Ended jobs that nobody dismissed; the oldest goes. */
const maxEnded = 50

/** Long work, which goes on without a page to watch it, and stays on the list until it is dismissed. */
export class Jobs {
  readonly #table = new LiveTable<Job>({ loaded: true })
  readonly #running = new Map<string, AbortController>()
  /** the work of jobs that can be tried again */
  readonly #works = new Map<string, Work>()

  watch(signal: AbortSignal): AsyncGenerator<TableChange<Job>, void> {
    return this.#table.watch(signal)
  }

  /**
   * Begins work and returns its id; the same work that runs already is joined, unless it `joins` none. `again`: the
   * work can be done once more when it failed or was cancelled, with what was reached so far to build on.
   */
  start(
    kind: Job['kind'],
    subject: string,
    work: Work,
    options: { again?: boolean; joins?: boolean } = {},
  ): string {
    const same = this.#find(kind, subject)
    if (same && options.joins !== false) return same.id
    const id = randomUUID()
    if (options.again) this.#works.set(id, work)
    this.#begin(id, kind, subject, work)
    return id
  }

  /** Whether the same work runs already: for work that can't be joined. */
  runs(kind: Job['kind'], subject: string): boolean {
    return this.#find(kind, subject) !== undefined
  }

  /** Does the work of a failed or cancelled job again, as the same job. */
  again(id: string): void {
    const { kind, subject, state } = this.#get(id)
    const work = this.#works.get(id)
    if (state === 'running') return
    if (!work || state === 'done')
      throw new BerthError('conflict', 'This cannot be tried again from here.', {
        hint: 'Start it anew where it was started.',
      })
    this.#begin(id, kind, subject, work)
  }

  cancel(id: string): void {
    this.#get(id)
    this.#running.get(id)?.abort()
  }

  dismiss(id: string): void {
    this.#get(id)
    if (this.#running.has(id))
      throw new BerthError('conflict', 'This is still going on.', { hint: 'Cancel it first, or let it end.' })
    this.#forget(id)
  }

  #find(kind: Job['kind'], subject: string): Job | undefined {
    return this.#table
      .rows()
      .find((job) => job.kind === kind && job.subject === subject && this.#running.has(job.id))
  }

  #begin(id: string, kind: Job['kind'], subject: string, work: Work): void {
    const cancel = new AbortController()
    this.#running.set(id, cancel)
    this.#table.set({
      id,
      kind,
      subject,
      state: 'running',
      startedAt: new Date().toISOString(),
      endedAt: null,
      layers: [],
      bytes: null,
      line: null,
      error: null,
      again: this.#works.has(id),
    })
    void this.#run(id, cancel.signal, work)
  }

  #forget(id: string): void {
    this.#works.delete(id)
    this.#table.delete(id)
  }

  async #run(id: string, signal: AbortSignal, work: Work): Promise<void> {
    const told = new Throttle((progress: Partial<Job>) => this.#change(id, progress), tellMs)
    let end: Pick<Job, 'state' | 'error'> = { state: 'done', error: null }
    try {
      await work(signal, (progress) => told.put(progress))
    } catch (thrown) {
      const { message, hint } = toBerthError(thrown)
      end =
        signal.aborted || isAbort(thrown)
          ? { state: 'cancelled', error: null }
          : { state: 'failed', error: { message, hint } }
    }
    told.flush()
    this.#running.delete(id)
    this.#change(id, { ...end, endedAt: new Date().toISOString() })
    const ended = this.#table.rows().filter((job) => !this.#running.has(job.id))
    for (const job of ended.slice(0, Math.max(0, ended.length - maxEnded))) this.#forget(job.id)
  }

  #change(id: string, change: Partial<Job>): void {
    const job = this.#table.get(id)
    if (job) this.#table.set({ ...job, ...change })
  }

  #get(id: string): Job {
    const job = this.#table.get(id)
    if (job) return job
    throw new BerthError('not-found', 'This is no longer on the list.', { hint: 'Nothing needs to be done.' })
  }
}

/** Hands on what is newest of each field, at most once per so many milliseconds. */
class Throttle<T extends object> {
  readonly #give: (value: T) => void
  readonly #ms: number
  #waiting: { value: T } | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(give: (value: T) => void, ms: number) {
    this.#give = give
    this.#ms = ms
  }

  put(value: T): void {
    this.#waiting = { value: { ...this.#waiting?.value, ...value } }
    this.#timer ??= setTimeout(() => this.flush(), this.#ms)
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting) this.#give(waiting.value)
  }
}
