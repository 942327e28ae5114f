import { lineLimit, type LogBuffer } from './log-buffer.ts'

const blockLines = 1024

/**
 * Where each line of a log stands, in text rows. Lines that are not wanted take none; lines that wrap take as
 * many as their characters need at `columns` per row, which is exact for a monospaced font broken anywhere. Sums
 * are kept per block of lines, so a million lines cost a thousand additions.
 */
export class LogRows {
  readonly #buffer: LogBuffer
  readonly #columns: number | null
  readonly #wanted: ((number: number) => boolean) | null
  readonly #lead: number
  readonly #full = new Map<number, number>()

  /** `lead`: characters that stand before each line's text */
  constructor(
    buffer: LogBuffer,
    columns: number | null,
    wanted: ((number: number) => boolean) | null,
    lead = 0,
  ) {
    this.#buffer = buffer
    this.#columns = columns
    this.#wanted = wanted
    this.#lead = lead
  }

  rowsOf(line: number): number {
    if (this.#wanted && !this.#wanted(line)) return 0
    if (this.#columns === null) return 1
    return Math.max(1, Math.ceil((this.#buffer.width(line) + this.#lead) / this.#columns))
  }

  get total(): number {
    return this.offsetOf(this.#buffer.end)
  }

  /** rows before a line */
  offsetOf(line: number): number {
    const { first } = this.#buffer
    let rows = 0
    let at = first
    while (at < line) {
      const next = Math.min(line, blockEnd(at))
      rows += this.#sum(at, next)
      at = next
    }
    return rows
  }

  /** the line that stands at a row, and the row where it begins */
  lineAt(row: number): { line: number; offset: number } {
    const { first, end } = this.#buffer
    let at = first
    let offset = 0
    while (at < end) {
      const next = Math.min(end, blockEnd(at))
      const rows = this.#sum(at, next)
      if (offset + rows > row) break
      offset += rows
      at = next
    }
    while (at < end) {
      const rows = this.rowsOf(at)
      if (offset + rows > row) break
      offset += rows
      at += 1
    }
    return { line: at, offset }
  }

  #sum(from: number, to: number): number {
    if (!this.#wanted && this.#columns === null) return to - from
    const whole = from % blockLines === 0 && to - from === blockLines
    const block = Math.floor(from / blockLines)
    const known = whole ? this.#full.get(block) : undefined
    if (known !== undefined) return known
    let rows = 0
    for (let line = from; line < to; line += 1) rows += this.rowsOf(line)
    if (whole) this.#keep(block, rows)
    return rows
  }

  #keep(block: number, rows: number): void {
    this.#full.set(block, rows)
    if (this.#full.size <= (2 * lineLimit) / blockLines) return
    const oldest = Math.floor(this.#buffer.first / blockLines)
    for (const known of this.#full.keys()) if (known < oldest) this.#full.delete(known)
  }
}

const blockEnd = (line: number): number => (Math.floor(line / blockLines) + 1) * blockLines
