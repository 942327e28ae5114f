import { plainText } from './ansi.ts'
import type { LogBuffer } from './log-buffer.ts'

/** Matches a query as typed, case aside, as plain text. */
export function matcher(query: string): RegExp {
  return new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
}

/** lines looked at before the page may paint again */
const sliceLines = 20_000

/**
 * The lines of a log that match a query, found in slices so that a million lines never block the page, and kept
 * up to date as lines come and go.
 */
export class LogSearch {
  readonly #buffer: LogBuffer
  readonly #pattern: RegExp
  readonly #accepts: (number: number) => boolean
  #matches: number[] = []
  #head = 0
  #next: number

  constructor(buffer: LogBuffer, query: string, accepts: (number: number) => boolean = () => true) {
    this.#buffer = buffer
    this.#pattern = new RegExp(matcher(query).source, 'i')
    this.#accepts = accepts
    this.#next = buffer.first
  }

  /** Looks at the next slice; true when there is nothing left to look at. */
  advance(): boolean {
    const { first, end } = this.#buffer
    this.#next = Math.max(this.#next, first)
    const until = Math.min(end, this.#next + sliceLines)
    for (; this.#next < until; this.#next += 1)
      if (this.#accepts(this.#next) && this.#pattern.test(plainText(this.#buffer.text(this.#next))))
        this.#matches.push(this.#next)
    this.#forget(first)
    return this.#next >= end
  }

  get count(): number {
    return this.#matches.length - this.#head
  }

  /** the number of the `index`th matching line, oldest first */
  at(index: number): number | undefined {
    return this.#matches[this.#head + index]
  }

  /** index of the first match at or after a line; `count` when there is none */
  indexFrom(line: number): number {
    let low = this.#head
    let high = this.#matches.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#matches[middle] ?? 0) < line) low = middle + 1
      else high = middle
    }
    return low - this.#head
  }

  #forget(first: number): void {
    while (this.#head < this.#matches.length && (this.#matches[this.#head] ?? 0) < first) this.#head += 1
    if (this.#head < 50_000) return
    this.#matches = this.#matches.slice(this.#head)
    this.#head = 0
  }
}
