import { plainText } from './ansi.ts'
import type { LogBuffer } from './log-buffer.ts'

/** What is looked for, as it was asked for. */
export interface Query {
  readonly text: string
  readonly regex: boolean
  readonly matchCase: boolean
}

/** The pattern of a query, global; null for nothing to look for, or with the reason why it is no pattern. */
export function patternOf({ text, regex, matchCase }: Query): {
  pattern: RegExp | null
  problem: string | null
} {
  if (text === '') return { pattern: null, problem: null }
  const source = regex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  try {
    return { pattern: new RegExp(source, matchCase ? 'g' : 'gi'), problem: null }
  } catch (thrown) {
    return { pattern: null, problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

/** Where the pattern is found in a text, as [from, to[ in turn; what matches nothing at all is nowhere. */
export function hitsOf(pattern: RegExp, text: string): (readonly [number, number])[] {
  const hits: (readonly [number, number])[] = []
  for (const hit of text.matchAll(pattern))
    if (hit[0] !== '') hits.push([hit.index, hit.index + hit[0].length])
  return hits
}

/** ms for which lines are looked at before the page may paint again; the clock is read every so many lines */
const sliceMs = 12
const stepLines = 1000

/**
 * The lines of a log that match a pattern, found in slices so that a million lines never block the page, and kept
 * up to date as lines come and go.
 */
export class LogSearch {
  readonly #buffer: LogBuffer
  readonly #pattern: RegExp
  readonly #accepts: (number: number) => boolean
  readonly #now: () => number
  #matches: number[] = []
  #head = 0
  #next: number

  constructor(
    buffer: LogBuffer,
    pattern: RegExp,
    accepts: (number: number) => boolean = () => true,
    now: () => number = () => performance.now(),
  ) {
    this.#buffer = buffer
    // Without "g" it keeps no place of its own between tests.
    this.#pattern = new RegExp(pattern.source, pattern.flags.replace('g', ''))
    this.#accepts = accepts
    this.#now = now
    this.#next = buffer.first
  }

  /** Looks at the next slice; true when there is nothing left to look at. */
  advance(): boolean {
    const { first, end } = this.#buffer
    this.#next = Math.max(this.#next, first)
    const enough = this.#now() + sliceMs
    do {
      const until = Math.min(end, this.#next + stepLines)
      for (; this.#next < until; this.#next += 1)
        if (this.#accepts(this.#next) && this.#pattern.test(plainText(this.#buffer.text(this.#next))))
          this.#matches.push(this.#next)
    } while (this.#next < end && this.#now() < enough)
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
