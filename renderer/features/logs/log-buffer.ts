import type { PackedLines } from '../../../electron/api/schema/logs.ts'
import { plainText } from './ansi.ts'

/** One line of any log, as the page keeps it. */
export interface Line {
  readonly text: string
  /** milliseconds since 1970; NaN for lines without a time */
  readonly time: number
  readonly stream: 'stdout' | 'stderr'
  /** whose line it is, where there are several */
  readonly source?: number
  /** it goes on where the line before it was cut */
  readonly continued?: boolean
  /** Berth's own words between the lines */
  readonly note?: boolean
}

/** gui.md: logs stay smooth at a million lines, with bounded memory. */
export const lineLimit = 1_000_000
/** characters; a log of longer lines is bounded by this first */
export const textLimit = 96 * 2 ** 20

const [isError, isContinued, isNote] = [1, 2, 4]

/**
 * The newest lines of a log, at most `limit` of them. Lines are numbered from 0 as they come and keep their
 * number; the oldest leave first. Kept in columns, since a million objects would cost several times more.
 */
export class LogBuffer {
  readonly #limit: number
  readonly #textLimit: number
  #texts: string[] = []
  #times = new Float64Array(1024)
  #flags = new Uint8Array(1024)
  #sources = new Uint8Array(1024)
  /** characters of each line as it is shown, for laying out a million of them again when the width changes */
  #widths = new Uint32Array(1024)
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
    const flags =
      (line.stream === 'stderr' ? isError : 0) + (line.continued ? isContinued : 0) + (line.note ? isNote : 0)
    this.#add(line.text, line.time, flags, line.source ?? 0)
  }

  /** Lines as the host packs them: their texts stay parts of the one string that came. */
  append({ texts, times, marks, runs }: PackedLines): void {
    const lines = texts.split('\n')
    let time = 0
    let at = 0
    for (const [source, count] of runs)
      for (const end = at + count; at < end; at += 1) {
        const step = times[at] ?? null
        if (step !== null) time += step
        this.#add(lines[at] ?? '', step === null ? NaN : time, marks.charCodeAt(at) - 48, source)
      }
  }

  text(number: number): string {
    return this.#texts[number % this.#limit] ?? ''
  }

  time(number: number): number {
    return this.#times[number % this.#limit] ?? NaN
  }

  stream(number: number): Line['stream'] {
    return this.#has(number, isError) ? 'stderr' : 'stdout'
  }

  source(number: number): number {
    return this.#sources[number % this.#limit] ?? 0
  }

  continued(number: number): boolean {
    return this.#has(number, isContinued)
  }

  note(number: number): boolean {
    return this.#has(number, isNote)
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

  #has(number: number, flag: number): boolean {
    return ((this.#flags[number % this.#limit] ?? 0) & flag) !== 0
  }

  #add(text: string, time: number, flags: number, source: number): void {
    if (this.size === this.#limit) this.#drop()
    const slot = this.#end % this.#limit
    if (slot >= this.#times.length) this.#grow(slot + 1)
    this.#texts[slot] = text
    this.#times[slot] = time
    this.#flags[slot] = flags
    this.#sources[slot] = source
    this.#widths[slot] = plainText(text).length
    this.#characters += text.length
    this.#end += 1
    while (this.#characters > this.#textLimit && this.size > 1) this.#drop()
  }

  #drop(): void {
    const slot = this.#first % this.#limit
    this.#characters -= this.#texts[slot]?.length ?? 0
    this.#texts[slot] = ''
    this.#first += 1
  }

  #grow(least: number): void {
    const room = Math.min(this.#limit, Math.max(least, this.#times.length * 2))
    this.#times = grown(this.#times, new Float64Array(room))
    this.#flags = grown(this.#flags, new Uint8Array(room))
    this.#sources = grown(this.#sources, new Uint8Array(room))
    this.#widths = grown(this.#widths, new Uint32Array(room))
  }
}

function grown<T extends Float64Array | Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
