import { withDeadline } from './deadline.ts'
import { toBerthError } from './errors.ts'

/** One named step of a start, a stop or a suspend, as people see it. */
export interface Step {
  readonly name: string
  readonly state: 'running' | 'done' | 'failed'
  /** ISO 8601 */
  readonly startedAt: string
  /** milliseconds so far, or in all once ended */
  readonly ms: number
  /** the newest line about it, if it has anything to say */
  readonly progress: string | null
}

export interface StepPlan {
  /** a short phrase in the imperative: "Boot Alpine" */
  readonly name: string
  /** milliseconds */
  readonly deadlineMs: number
  /** what to do when the deadline passes */
  readonly hint: string
}

/** Gives a step's work the signal to obey and a way to say how far it is. */
export type StepWork<T> = (signal: AbortSignal, progress: (line: string) => void) => Promise<T>

/**
 * Runs named steps one after another, each with a deadline, under one AbortSignal; tells every change.
 * An error leaves with the step's name in it.
 */
export class StepRunner {
  readonly signal: AbortSignal
  readonly #changed: (steps: readonly Step[]) => void
  #steps: readonly Step[] = []

  constructor(signal: AbortSignal, changed: (steps: readonly Step[]) => void) {
    this.signal = signal
    this.#changed = changed
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  async run<T>(plan: StepPlan, work: StepWork<T>): Promise<T> {
    const began = Date.now()
    const clock = performance.now()
    const at = this.#steps.length
    const set = (state: Step['state'], progress: string | null): void => {
      const ms = Math.round(performance.now() - clock)
      const step: Step = { name: plan.name, state, startedAt: new Date(began).toISOString(), ms, progress }
      this.#steps = [...this.#steps.slice(0, at), step, ...this.#steps.slice(at + 1)]
      this.#changed(this.#steps)
    }
    set('running', null)
    const seconds = Math.round(plan.deadlineMs / 1000)
    try {
      const value = await withDeadline(
        {
          ms: plan.deadlineMs,
          message: `"${plan.name}" was not done after ${seconds} seconds.`,
          hint: plan.hint,
        },
        this.signal,
        (signal) => work(signal, (line) => set('running', line)),
      )
      set('done', this.#steps[at]?.progress ?? null)
      return value
    } catch (thrown) {
      const error = toBerthError(thrown).inStep(plan.name)
      set('failed', error.message)
      throw error
    }
  }
}
