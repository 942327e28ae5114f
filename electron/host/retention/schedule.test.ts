import { expect, test } from 'vitest'
import { everyMs, Schedule, settleMs, type Clock } from './schedule.ts'

/** A clock that only a test moves. */
class Hands implements Clock {
  time = 1_800_000_000_000
  readonly #timers = new Set<{ at: number; then: () => void }>()

  now(): number {
    return this.time
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.time + ms, then }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Moves on in steps of five minutes, so that what waits again is seen again. */
  async pass(ms: number): Promise<void> {
    for (const end = this.time + ms; this.time < end;) {
      this.time = Math.min(end, this.time + 5 * 60_000)
      for (const timer of [...this.#timers].filter(({ at }) => at <= this.time)) {
        this.#timers.delete(timer)
        timer.then()
      }
      await new Promise<void>((done) => setImmediate(done))
    }
  }

  get waiting(): number {
    return this.#timers.size
  }
}

function setUp(options: { last?: number; wanted?: boolean } = {}) {
  const clock = new Hands()
  const runs: number[] = []
  const state = { wanted: options.wanted ?? true, last: options.last ?? null }
  const schedule: Schedule = new Schedule({
    clock,
    lastRun: async () => state.last,
    wanted: async () => state.wanted,
    run: () => {
      runs.push(clock.time)
      state.last = clock.time
      void schedule.look()
    },
  })
  return { clock, runs, schedule, state }
}
const hour = 3_600_000

test('it runs some minutes after the engine came up, then once a day while it stays', async () => {
  const { clock, runs, schedule } = setUp()
  const start = clock.time
  schedule.engineIs(true)
  await clock.pass(settleMs - 5 * 60_000)
  expect(runs).toEqual([])
  await clock.pass(72 * hour)
  expect(runs.map((time) => Math.round((time - start) / hour))).toEqual([0, 24, 48])
  expect(await schedule.next()).toBe(start + settleMs + 3 * everyMs)
})

test('a start on the same day runs nothing again; one on the next day does', async () => {
  const { clock, runs, schedule, state } = setUp()
  state.last = clock.time - 2 * hour
  schedule.engineIs(true)
  await clock.pass(8 * hour)
  schedule.engineIs(false)
  expect(await schedule.next()).toBeNull()
  await clock.pass(20 * hour)
  expect([runs, clock.waiting]).toEqual([[], 0])
  schedule.engineIs(true)
  await clock.pass(hour)
  expect(runs).toHaveLength(1)
})

test('without a rule nothing waits; a rule that is turned on is waited for', async () => {
  const { clock, runs, schedule, state } = setUp({ wanted: false })
  schedule.engineIs(true)
  await clock.pass(2 * hour)
  expect([runs, clock.waiting]).toEqual([[], 0])
  state.wanted = true
  await schedule.look()
  expect(runs).toHaveLength(1)
})

test('a computer that slept looks at the time when it wakes', async () => {
  const { clock, runs, schedule } = setUp({ last: 1_800_000_000_000 - hour })
  schedule.engineIs(true)
  await clock.pass(hour)
  clock.time += 30 * hour
  await clock.pass(20 * 60_000)
  expect(runs).toHaveLength(1)
})
