import type { Step } from '../../api/schema/status.ts'
import { duration } from './numbers.ts'

/** Milliseconds after which a step that says nothing is mentioned again where lines cannot be rewritten. */
const quietMs = 8_000

/** Shows steps as they go on; `tick` lets running clocks go on when nothing changed. */
export interface StepsView {
  update(steps: readonly Step[], now: number): void
  tick(now: number): void
  /** No more steps come. `ok`: what still seems to run has been done, only its last word was not heard. */
  end(ok: boolean, now: number): void
}

const marks = { running: '…', done: '✓', failed: '✗' }

/** One line of a step, cut to the terminal's width. `ms`: how long it has been going on, or took. */
export function stepLine(step: Step, ms: number, columns: number): string {
  const progress = step.progress !== null && step.state === 'running' ? `  ${step.progress}` : ''
  return `${marks[step.state]} ${step.name.padEnd(28)} ${duration(ms).padStart(7)}${progress}`.slice(
    0,
    columns - 1,
  )
}

function elapsed(step: Step, now: number): number {
  return step.state === 'running' ? Math.max(step.ms, now - Date.parse(step.startedAt)) : step.ms
}

function ended(steps: readonly Step[], ok: boolean, now: number): Step[] {
  const state = ok ? 'done' : 'failed'
  return steps.map((step) => (step.state === 'running' ? { ...step, state, ms: elapsed(step, now) } : step))
}

/** For people: steps that go on are rewritten in place, those that have ended stay above them. */
export class LiveSteps implements StepsView {
  readonly #write: (text: string) => void
  readonly #columns: () => number
  #steps: readonly Step[] = []
  /** lines that stand for good */
  #settled = 0
  /** lines below those, which the next paint replaces */
  #painted = 0

  constructor(write: (text: string) => void, columns: () => number) {
    this.#write = write
    this.#columns = columns
  }

  update(steps: readonly Step[], now: number): void {
    // Steps of new work (a restart's second half) begin anew.
    if (steps.length < this.#settled || steps[0]?.startedAt !== this.#steps[0]?.startedAt)
      this.#settled = this.#painted = 0
    this.#steps = steps
    this.tick(now)
  }

  tick(now: number): void {
    const up = this.#painted > 0 ? `\x1b[${this.#painted}A` : ''
    const open = this.#steps.slice(this.#settled)
    const lines = open.map((step) => `\x1b[2K${stepLine(step, elapsed(step, now), this.#columns())}\n`)
    this.#write(up + lines.join(''))
    const running = open.findIndex((step) => step.state === 'running')
    const settled = running === -1 ? open.length : running
    this.#settled += settled
    this.#painted = open.length - settled
  }

  end(ok: boolean, now: number): void {
    this.update(ended(this.#steps, ok, now), now)
  }
}

/** For files and pipes: a line when a step begins, when it ends, and now and then between. */
export class PlainSteps implements StepsView {
  readonly #write: (text: string) => void
  #steps: readonly Step[] = []
  #lastSaid = 0
  readonly #said = new Map<string, Step['state']>()

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  update(steps: readonly Step[], now: number): void {
    this.#steps = steps
    for (const step of steps) {
      const key = `${step.startedAt} ${step.name}`
      const before = this.#said.get(key)
      if (before === step.state) continue
      this.#said.set(key, step.state)
      if (step.state !== 'running') this.#line(`${marks[step.state]} ${step.name}: ${duration(step.ms)}`, now)
      else if (before === undefined) this.#line(`  ${step.name} …`, now)
    }
  }

  tick(now: number): void {
    const step = this.#steps.findLast(({ state }) => state === 'running')
    if (!step || now - this.#lastSaid < quietMs) return
    const progress = step.progress === null ? '' : ` (${step.progress})`
    this.#line(`  ${step.name} … ${duration(elapsed(step, now))}${progress}`, now)
  }

  end(ok: boolean, now: number): void {
    this.update(ended(this.#steps, ok, now), now)
  }

  #line(text: string, now: number): void {
    this.#write(text + '\n')
    this.#lastSaid = now
  }
}

/** For programs: one JSON object a line, `{"step":{…}}`, whenever a step has changed. */
export class JsonSteps implements StepsView {
  readonly #write: (text: string) => void
  readonly #said = new Map<string, string>()
  #steps: readonly Step[] = []

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  update(steps: readonly Step[]): void {
    this.#steps = steps
    for (const step of steps) {
      const key = `${step.startedAt} ${step.name}`
      const what = `${step.state} ${step.progress}`
      if (this.#said.get(key) === what) continue
      this.#said.set(key, what)
      this.#write(JSON.stringify({ step }) + '\n')
    }
  }

  tick(): void {
    // Programs need no reminder.
  }

  end(ok: boolean, now: number): void {
    this.update(ended(this.#steps, ok, now))
  }
}
