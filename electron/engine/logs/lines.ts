import { LineClock, type LogLine } from './line.ts'
import { brokenTail, mendSeams, seamGrowth } from './seams.ts'

/** Bytes after which a line is cut into pieces: what a page can show at once. */
export const longestLine = 64 * 1024

/** Bytes after which the engine cuts a line into messages of its own (moby's daemon/logger/copier.go). */
export const messageBytes = 16 * 1024

/** RFC 3339 with nanoseconds and a blank: what the engine puts before each message when asked for timestamps. */
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) /
/** the same behind what a spoilt character may have added to the message before it */
const stampBehindSeam = /^([\xef\xbf\xbd]{0,12}?)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) /
/** the longest of these: with an offset instead of Z */
const stampBytes = 36
/** the usual one: Z, and the blank behind it */
const utcStampBytes = 31
const [lineFeed, carriageReturn, blank, letterZ] = [10, 13, 32, 0x5a]

/**
 * Puts the lines of one stream together from messages. The engine cuts long lines into several messages, each with a
 * timestamp before it: these are taken out again. Text is decoded a line at a time, so no character is split. A line
 * longer than `longestLine` comes in pieces.
 */
export class LineAssembler {
  readonly #stream: LogLine['stream']
  readonly #framed: boolean
  readonly #line: (line: LogLine) => void
  readonly #clock = new LineClock()
  #parts: Buffer[] = []
  #kept = 0
  /** where in the kept bytes the engine had cut */
  #seams: number[] = []
  #pieces = 0
  #time = ''
  /** bytes at the start of a message that may still become its timestamp; null behind that */
  #head: Buffer | null = nothing
  /** bytes of text since the last timestamp */
  #sinceStamp = 0

  /** `framed`: messages are told by `begin`; else, for a terminal's stream, every line begins one. */
  constructor(stream: LogLine['stream'], framed: boolean, line: (line: LogLine) => void) {
    this.#stream = stream
    this.#framed = framed
    this.#line = line
  }

  /** A message begins: a timestamp comes next. */
  begin(): void {
    this.#flushHead()
    this.#head = nothing
  }

  /** Bytes of a message, or of a terminal's stream, which has no messages. */
  data(bytes: Buffer): void {
    if (this.#framed && this.#head === nothing && this.#isEmpty && this.#takeWhole(bytes)) return
    let rest = bytes
    while (rest.length > 0) {
      if (this.#head) rest = this.#readHead(this.#head, rest)
      else rest = this.#readText(rest)
    }
  }

  /** The stream ended: what is left is a line. */
  end(): void {
    this.#flushHead()
    if (this.#kept > 0) this.#emit()
  }

  get #isEmpty(): boolean {
    return this.#kept === 0 && this.#pieces === 0
  }

  /** The usual case, a hundred thousand times a second: a message that is a line. */
  #takeWhole(bytes: Buffer): boolean {
    const { length } = bytes
    if (length <= utcStampBytes || length > longestLine || bytes[length - 1] !== lineFeed) return false
    if (bytes[utcStampBytes - 1] !== blank || bytes[utcStampBytes - 2] !== letterZ) return false
    if (bytes.indexOf(lineFeed) !== length - 1) return false
    const time = bytes.toString('latin1', 0, utcStampBytes - 1)
    if (Number.isNaN(this.#clock.ms(time))) return false
    const end = bytes[length - 2] === carriageReturn ? length - 2 : length - 1
    this.#tell(time, bytes.toString('utf8', utcStampBytes, Math.max(utcStampBytes, end)))
    this.#time = time
    this.#head = nothing
    return true
  }

  #readHead(head: Buffer, bytes: Buffer): Buffer {
    const behindCut = !this.#framed && !this.#isEmpty
    const most = stampBytes + (behindCut ? seamGrowth : 0)
    const taken = bytes.subarray(0, most - head.length)
    const all = head.length === 0 ? taken : Buffer.concat([head, taken])
    const words = all.toString('latin1')
    const found = behindCut ? stampBehindSeam.exec(words) : null
    const text = found?.[1]?.length ?? 0
    const time = found ? found[2] : stamp.exec(words)?.[1]
    if (time !== undefined) {
      this.#head = null
      this.#keep(all.subarray(0, text))
      // A continued line keeps the time of its beginning.
      if (this.#isEmpty) this.#time = time
      else this.#seams.push(this.#kept)
      this.#sinceStamp = 0
      return bytes.subarray(text + time.length + 1 - head.length)
    }
    if (all.length < most && !all.includes(lineFeed)) {
      this.#head = Buffer.from(all)
      return bytes.subarray(taken.length)
    }
    // No timestamp here: it is all text.
    this.#head = null
    this.#sinceStamp = 0
    return head.length === 0 ? this.#readText(bytes) : Buffer.concat([this.#readText(head), bytes])
  }

  #readText(bytes: Buffer): Buffer {
    const end = bytes.indexOf(lineFeed)
    const room = messageBytes - this.#sinceStamp
    const text = bytes.subarray(0, end < 0 ? bytes.length : end)
    if (!this.#framed && text.length >= room && room > 0) {
      // The place where the engine cuts a long line: the next message's timestamp may follow.
      this.#keep(text.subarray(0, room))
      this.#head = nothing
      return bytes.subarray(room)
    }
    this.#keep(text)
    if (end < 0) return bytes.subarray(bytes.length)
    this.#emit()
    this.#head = nothing
    return bytes.subarray(end + 1)
  }

  #keep(text: Buffer): void {
    this.#sinceStamp += text.length
    let rest = text
    while (this.#kept + rest.length > longestLine) {
      const room = longestLine - this.#kept
      this.#add(rest.subarray(0, room))
      rest = rest.subarray(room)
      this.#emitPiece()
    }
    this.#add(rest)
  }

  #add(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#parts.push(bytes)
    this.#kept += bytes.length
  }

  #flushHead(): void {
    const head = this.#head
    this.#head = null
    if (head && head.length > 0) this.#keep(head)
  }

  /** What is kept so far, but for a character that has only begun. */
  #emitPiece(): void {
    const whole = Buffer.concat(this.#parts, this.#kept)
    const cut = whole.length - brokenTail(whole)
    const seams = this.#seams
    this.#tell(this.#time, mendSeams(whole.subarray(0, cut), within(seams, cut)).toString('utf8'))
    this.#pieces += 1
    this.#parts = []
    this.#kept = 0
    this.#seams = seams.filter((seam) => seam >= cut).map((seam) => seam - cut)
    this.#add(whole.subarray(cut))
  }

  #emit(): void {
    if (this.#kept > 0 || this.#pieces === 0) {
      const whole = Buffer.concat(this.#parts, this.#kept)
      this.#tell(this.#time, mendSeams(whole, this.#seams).toString('utf8').replace(/\r$/, ''))
    }
    this.#parts = []
    this.#kept = 0
    this.#seams = []
    this.#pieces = 0
    this.#sinceStamp = 0
  }

  #tell(time: string, text: string): void {
    const ms = time === '' ? NaN : this.#clock.ms(time)
    this.#line({ stream: this.#stream, time, ms, text, continued: this.#pieces > 0 })
  }
}

const nothing = Buffer.alloc(0)
const within = (seams: readonly number[], end: number): number[] => seams.filter((seam) => seam < end)
