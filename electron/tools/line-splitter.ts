/** characters; what is longer comes in pieces, so that output without line feeds fills no memory */
export const longestLine = 1024 * 1024

/** Bytes of a program's output as lines of text. */
export class LineSplitter {
  readonly #decoder = new TextDecoder()
  #rest = ''

  /** The lines that are whole now. */
  push(chunk: Uint8Array): string[] {
    return this.#cut(this.#rest + this.#decoder.decode(chunk, { stream: true }))
  }

  /** What is left at the end: a last line without a line feed. */
  end(): string[] {
    const lines = this.#cut(this.#rest + this.#decoder.decode())
    if (this.#rest !== '') lines.push(this.#rest)
    this.#rest = ''
    return lines
  }

  #cut(text: string): string[] {
    const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    this.#rest = text.slice(text.lastIndexOf('\n') + 1)
    lines.pop()
    while (this.#rest.length > longestLine) {
      lines.push(this.#rest.slice(0, longestLine))
      this.#rest = this.#rest.slice(longestLine)
    }
    return lines
  }
}
