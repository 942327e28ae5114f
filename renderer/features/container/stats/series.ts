import type { StatsSample } from '../../../../electron/api/schema/stats.ts'

/** A value at a time; null where there is none, which breaks the line. */
export interface Point {
  /** unix milliseconds */
  readonly time: number
  readonly value: number | null
}

/** How long is kept, in milliseconds. */
export const keptMs = 60 * 60_000

/** Older samples are further apart (about ten seconds): what is longer without one was not watched. */
const gapMs = 45_000

/** Adds samples to those that are there, in their order; the same time counts once, and what is too old goes. */
export function merged(
  before: readonly StatsSample[],
  more: readonly StatsSample[],
  now: number,
): readonly StatsSample[] {
  const last = before.at(-1)?.time ?? 0
  // Nearly always, what comes is newer than all that is there.
  const all = more.every(({ time }) => time > last)
    ? [...before, ...more]
    : [...new Map([...before, ...more].map((sample) => [sample.time, sample])).values()].sort(
        (a, b) => a.time - b.time,
      )
  const first = all.findIndex(({ time }) => time > now - keptMs)
  return first <= 0 ? (first === 0 ? all : []) : all.slice(first)
}

/** One figure of each sample, with a break wherever nobody watched. */
export function points(samples: readonly StatsSample[], of: (sample: StatsSample) => number | null): Point[] {
  return samples.flatMap((sample, at) => {
    const point = { time: sample.time, value: of(sample) }
    const before = samples[at - 1]
    return before && sample.time - before.time > gapMs
      ? [{ time: before.time + 1, value: null }, point]
      : [point]
  })
}

/** What a total grew per second between two samples; a smaller total is a new start, of which nothing is known yet. */
export function rates(samples: readonly StatsSample[], of: (sample: StatsSample) => number | null): Point[] {
  return samples.flatMap((sample, at) => {
    const before = samples[at - 1]
    if (!before) return []
    const [from, to] = [of(before), of(sample)]
    const known = from !== null && to !== null && to >= from && sample.time - before.time <= gapMs
    return [
      {
        time: sample.time,
        value: known ? ((to - from) * 1000) / (sample.time - before.time) : null,
      },
    ]
  })
}

/**
 * The scale of a chart: a round number that all values lie below with a little room, and at most four steps to it, each
 * a multiple of `least`: what is counted in whole numbers has no halves.
 */
export function scaleTo(most: number, base: 1000 | 1024, least = 0): { top: number; step: number } {
  const high = Math.max(most * 1.05, least * 2, Number.MIN_VALUE)
  const unit = base === 1024 ? 1024 ** Math.max(0, Math.floor(Math.log(high) / Math.log(1024))) : 1
  const size = high / unit
  const power = 10 ** Math.floor(Math.log10(size))
  const whole = (each: number): boolean => least === 0 || (each * unit) % least === 0
  const step = [0.2, 0.25, 0.5, 1, 2, 2.5, 5]
    .map((each) => each * power)
    .find((each) => size / each <= 4 && whole(each))
  const chosen = Math.max((step ?? power * 5) * unit, least)
  return { top: Math.ceil(high / chosen - 1e-9) * chosen, step: chosen }
}
