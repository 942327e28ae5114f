/**
 * Cuts a stream of text into lines, none longer than `limit` characters: the rest of a longer one is thrown away,
 * because whoever speaks at the other end is not trusted to ever end it.
 */
export class LineSplitter {
  readonly #limit: number
  #line = ''

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The lines that `text` completes, without their line ends. */
  push(text: string): string[] {
    const pieces = text.split('\n')
    const last = pieces.pop() ?? ''
    const lines = pieces.map((piece) => {
      const line = this.#with(piece)
      this.#line = ''
      return line.endsWith('\r') ? line.slice(0, -1) : line
    })
    this.#line = this.#with(last)
    return lines
  }

  /** What was said of a line that is not complete, and is not going to be. */
  end(): string {
    const line = this.#line
    this.#line = ''
    return line
  }

  #with(piece: string): string {
    return this.#line.length >= this.#limit ? this.#line : (this.#line + piece).slice(0, this.#limit)
  }
}
