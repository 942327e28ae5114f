/** One line of a container's log, or a piece of a line that is too long to be shown as one. */
export interface LogLine {
  readonly stream: 'stdout' | 'stderr'
  /** RFC 3339 with nanoseconds, as the engine writes it; empty when the engine gave none */
  readonly time: string
  /** unix milliseconds; NaN without a time */
  readonly ms: number
  /** without the line's end; control sequences as the program wrote them */
  readonly text: string
  /** it goes on where the piece before it was cut */
  readonly continued: boolean
}

/** Reads the times of lines: neighbours share their second, which is parsed once. */
export class LineClock {
  #second = ''
  #base = NaN

  /** Unix milliseconds of RFC 3339 with nine digits behind the point; NaN for anything else. */
  ms(time: string): number {
    if (!time.startsWith(this.#second) || this.#second === '') {
      this.#second = time.slice(0, 19)
      this.#base = Date.parse(`${this.#second}Z`)
    }
    if (!time.endsWith('Z')) return Date.parse(time)
    return this.#base + Number(time.slice(20, 23))
  }
}
