import type { StatsSample } from '../../api/schema/stats.ts'

/** The numbers of a sample in a fixed order; nothing is NaN. */
const columns = [
  'time',
  'cpuPercent',
  'memory',
  'memoryLimit',
  'netRx',
  'netTx',
  'blockRead',
  'blockWrite',
  'pids',
  'pidsLimit',
] as const satisfies readonly (keyof StatsSample)[]

const firstRows = 16

/** The newest samples, as plain numbers: objects would take four times the room. It grows until it is full. */
export class SampleRing {
  readonly #capacity: number
  #numbers = new Float64Array(firstRows * columns.length)
  /** samples ever pushed */
  #pushed = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  push(sample: StatsSample): void {
    const rows = this.#numbers.length / columns.length
    if (this.#pushed === rows && rows < this.#capacity) {
      const larger = new Float64Array(Math.min(rows * 2, this.#capacity) * columns.length)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    const at = (this.#pushed % this.#capacity) * columns.length
    columns.forEach((column, index) => (this.#numbers[at + index] = sample[column] ?? NaN))
    this.#pushed += 1
  }

  /** Oldest first. */
  samples(): StatsSample[] {
    const count = Math.min(this.#pushed, this.#capacity)
    return Array.from({ length: count }, (_, index) => this.#at(this.#pushed - count + index))
  }

  last(): StatsSample | null {
    return this.#pushed === 0 ? null : this.#at(this.#pushed - 1)
  }

  #at(index: number): StatsSample {
    const at = (index % this.#capacity) * columns.length
    const value = (column: (typeof columns)[number]): number =>
      this.#numbers[at + columns.indexOf(column)] ?? NaN
    const orNone = (number: number): number | null => (Number.isNaN(number) ? null : number)
    return {
      time: value('time'),
      cpuPercent: orNone(value('cpuPercent')),
      memory: value('memory'),
      memoryLimit: orNone(value('memoryLimit')),
      netRx: orNone(value('netRx')),
      netTx: orNone(value('netTx')),
      blockRead: value('blockRead'),
      blockWrite: value('blockWrite'),
      pids: orNone(value('pids')),
      pidsLimit: orNone(value('pidsLimit')),
    }
  }
}
