import type { StatsSample } from '../../api/schema/stats.ts'
import { SampleRing } from './ring.ts'

/** Five minutes of a sample every two seconds, then an hour of one every ten: some 40 kB for a container at most. */
const fineCount = 150
const coarseCount = 360
const bucketMs = 10_000
const hourMs = 3_600_000

/** The last hour of one container. */
export class History {
  readonly #fine = new SampleRing(fineCount)
  readonly #coarse = new SampleRing(coarseCount)
  #bucket: StatsSample[] = []

  push(sample: StatsSample): void {
    this.#fine.push(sample)
    const [first] = this.#bucket
    if (first && Math.floor(first.time / bucketMs) !== Math.floor(sample.time / bucketMs)) {
      this.#coarse.push(mean(this.#bucket))
      this.#bucket = []
    }
    this.#bucket.push(sample)
  }

  /** Oldest first; nothing older than an hour before `now`, unix milliseconds. */
  samples(now: number): StatsSample[] {
    const fine = this.#fine.samples()
    const begin = fine[0]?.time ?? Infinity
    const older = this.#coarse.samples().filter((sample) => sample.time < begin)
    return [...older, ...fine].filter((sample) => sample.time > now - hourMs)
  }

  /** True when all of it is older than an hour. */
  isOver(now: number): boolean {
    return (this.#fine.last()?.time ?? 0) <= now - hourMs
  }
}

/** One for many: CPU and memory in the middle, totals as they were at the end. */
function mean(samples: readonly StatsSample[]): StatsSample {
  const last = samples.at(-1)
  if (!last) throw new RangeError('There is no mean of nothing.')
  const loads = samples.flatMap((sample) => sample.cpuPercent ?? [])
  const average = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0) / values.length
  return {
    ...last,
    cpuPercent: loads.length === 0 ? null : average(loads),
    memory: average(samples.map((sample) => sample.memory)),
  }
}
