import { plainText } from './ansi.ts'

/** One line of any log, as the page keeps it. */
export interface Line {
  readonly text: string
  /** milliseconds since 1970; NaN for lines without a time */
  readonly time: number
  readonly stream: 'stdout' | 'stderr'
}

/** gui.md: logs stay smooth at a million lines, with bounded memory. */
export const lineLimit = 1_000_000
/** characters; a log of very long lines is bounded by this first */
export const textLimit = 192 * 2 ** 20

/**
 * The newest lines of a log, at most `limit` of them. Lines are numbered from 0 as they come and keep their
 * number; the oldest leave first. Kept in columns, since a million objects would cost several times more.
 */
export class LogBuffer {
  readonly #limit: number
  readonly #textLimit: number
  #texts: string[] = []
  #times: Float64Array = new Float64Array(1024)
  #errors: Uint8Array = new Uint8Array(1024)
  /** characters of each line as it is shown, for laying out a million of them again when the width changes */
  #widths: Uint32Array = new Uint32Array(1024)
  #first = 0
  #end = 0
  #characters = 0

  constructor(limit = lineLimit, characters = textLimit) {
    this.#limit = limit
    this.#textLimit = characters
  }

  /** number of the oldest line kept */
  get first(): number {
    return this.#first
  }

  /** number that the next line will get */
  get end(): number {
    return this.#end
  }

  get size(): number {
    return this.#end - this.#first
  }

  push(line: Line): void {
    if (this.size === this.#limit) this.#drop()
    this.#grow()
    const slot = this.#end % this.#limit
    this.#texts[slot] = line.text
    this.#times[slot] = line.time
    this.#errors[slot] = line.stream === 'stderr' ? 1 : 0
    this.#widths[slot] = plainText(line.text).length
    this.#characters += line.text.length
    this.#end += 1
    while (this.#characters > this.#textLimit && this.size > 1) this.#drop()
  }

  text(number: number): string {
    return this.#texts[number % this.#limit] ?? ''
  }

  time(number: number): number {
    return this.#times[number % this.#limit] ?? NaN
  }

  stream(number: number): Line['stream'] {
    return this.#errors[number % this.#limit] === 1 ? 'stderr' : 'stdout'
  }

  /** characters that are seen of it, without colours and other control sequences */
  width(number: number): number {
    return this.#widths[number % this.#limit] ?? 0
  }

  /** Forgets all lines; numbers go on from where they were. */
  clear(): void {
    this.#texts = []
    this.#first = this.#end
    this.#characters = 0
  }

  #drop(): void {
    const slot = this.#first % this.#limit
    this.#characters -= this.#texts[slot]?.length ?? 0
    this.#texts[slot] = ''
    this.#first += 1
  }

  #grow(): void {
    const slot = this.#end % this.#limit
    if (slot < this.#times.length) return
    const room = Math.min(this.#limit, Math.max(slot + 1, this.#times.length * 2))
    const times = new Float64Array(room)
    times.set(this.#times)
    this.#times = times
    const errors = new Uint8Array(room)
    errors.set(this.#errors)
    this.#errors = errors
    const widths = new Uint32Array(room)
    widths.set(this.#widths)
    this.#widths = widths
  }
}
