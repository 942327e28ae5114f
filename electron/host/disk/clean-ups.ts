import { type CleanUpPlan, type CleanUpRecord, type CleanUpStep } from '../../api/schema/clean-up.ts'
import type { JobStep } from '../../api/schema/jobs.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import type { Engine } from '../../engine/index.ts'

export interface CleanUpParts {
  readonly engine: Pick<Engine, 'cleanUp' | 'startJob'>
  /** gives what the guest's disk no longer uses back to the host; null where the engine is not in Berth's machine */
  readonly trim: ((signal: AbortSignal) => Promise<void>) | null
  /** what the data disk takes on the host */
  readonly fileBytes: () => Promise<number>
  /** notes what was done */
  readonly note: (record: CleanUpRecord) => Promise<void>
  readonly now: () => number
}

/** What is to go, and by whose wish; the rules make their plan only when their job begins. */
type Wish =
  | { readonly by: 'user'; readonly plan: CleanUpPlan }
  | {
      readonly by: 'rules' | 'rules-now'
      readonly makePlan: (signal: AbortSignal) => Promise<CleanUpPlan>
    }

/** Clean-ups as jobs: the engine's objects go, then the room they took on the host; what was done is noted. */
export class CleanUps {
  readonly #parts: CleanUpParts

  constructor(parts: CleanUpParts) {
    this.#parts = parts
  }

  /** Begins it and returns its job's id; one that runs already by rules is joined. */
  start(wish: Wish, ended: () => void = () => undefined): string {
    const { engine } = this.#parts
    const byUser = wish.by === 'user'
    return engine.startJob(
      byUser ? 'cleanup' : 'retention',
      'disk',
      async (signal, tell) => {
        try {
          await this.#run(wish, signal, tell)
        } finally {
          ended()
        }
      },
      { joins: !byUser },
    )
  }

  /** Only the last part: what is free in the guest is given back. */
  trim(): string {
    const { engine, fileBytes, trim } = this.#parts
    if (!trim)
      throw new BerthError('conflict', "This engine's disk is not Berth's to give back.", {
        hint: "Switch to Berth's own engine to do it there.",
      })
    return engine.startJob('trim', 'disk', async (signal, tell) => {
      const before = await fileBytes()
      await trim(signal)
      const given = Math.max(0, before - (await fileBytes()))
      tell({ bytes: { current: given, total: given } })
    })
  }

  async #run(wish: Wish, signal: AbortSignal, tell: Tell): Promise<void> {
    const { engine, note, now } = this.#parts
    const started = now()
    let steps: CleanUpStep[] = []
    let error: BerthError | null = null
    try {
      const plan = wish.by === 'user' ? wish.plan : await wish.makePlan(signal)
      let told: JobStep[] = []
      steps = await engine.cleanUp.run(plan, signal, (now) => tell({ steps: (told = now) }))
      if (steps.length > 0 && !signal.aborted) await this.#giveBack(told, signal, tell)
    } catch (thrown) {
      error = toBerthError(thrown)
    }
    const freedBytes = steps.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
    tell({ bytes: { current: freedBytes, total: freedBytes } })
    await note({
      at: new Date(started).toISOString(),
      by: wish.by,
      tookMs: Math.max(0, now() - started),
      freedBytes,
      steps,
      error: error && !isAbort(error) ? error.message : null,
    })
    if (error) throw error
    failIfSomeFailed(steps)
  }

  /** The guest's file system tells its disk what is free; without it the file on the host would never shrink. */
  async #giveBack(before: readonly JobStep[], signal: AbortSignal, tell: Tell): Promise<void> {
    const { trim, fileBytes } = this.#parts
    if (!trim) return
    const step: JobStep = { name: 'trim', state: 'running', done: 0, total: 1, bytes: null, error: null }
    tell({ steps: [...before, step] })
    try {
      const file = await fileBytes()
      await trim(signal)
      const bytes = Math.max(0, file - (await fileBytes()))
      tell({ steps: [...before, { ...step, state: 'done', done: 1, bytes }] })
    } catch (thrown) {
      // What went is gone all the same: this part can be done again by itself.
      if (!isAbort(thrown))
        tell({ steps: [...before, { ...step, state: 'failed', error: toBerthError(thrown).message }] })
    }
  }
}

type Tell = Parameters<Parameters<Engine['startJob']>[2]>[1]

function failIfSomeFailed(steps: readonly CleanUpStep[]): void {
  const failures = steps.flatMap((step) => step.failures)
  const [first] = failures
  if (first === undefined) return
  const more = failures.length > 1 ? ` ${failures.length - 1} more could not be removed either.` : ''
  throw new BerthError('conflict', `${first}${more}`, {
    hint: 'All else that was chosen is gone. Remove what uses the rest first, then clean up again.',
  })
}
