import type { LogLine } from '../../api/schema/containers.ts'

/** Bytes of one line that are kept; the rest is counted and said. */
export const longestLine = 64 * 1024

/** Bytes after which the engine cuts a line into messages of its own (moby's daemon/logger/copier.go). */
export const messageBytes = 16 * 1024

/** RFC 3339 with nanoseconds and a blank: what the engine puts before each message when asked for timestamps. */
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) /
/** the longest of these: with an offset instead of Z */
const stampBytes = 36

/**
 * Puts the lines of one stream together from messages. The engine cuts long lines into several messages, each with a
 * timestamp before it: these are taken out again. Text is decoded a line at a time, so no character is split.
 */
export class LineAssembler {
  readonly #stream: LogLine['stream']
  readonly #line: (line: LogLine) => void
  #parts: Buffer[] = []
  #kept = 0
  #dropped = 0
  #time = ''
  /** bytes at the start of a message that may still become its timestamp; null behind that */
  #head: Buffer | null = Buffer.alloc(0)
  /** bytes of text since the last timestamp */
  #sinceStamp = 0

  constructor(stream: LogLine['stream'], line: (line: LogLine) => void) {
    this.#stream = stream
    this.#line = line
  }

  /** A message begins: a timestamp comes next. */
  begin(): void {
    this.#flushHead()
    this.#head = Buffer.alloc(0)
  }

  /** Bytes of a message, or of a terminal's stream, which has no messages: there every line begins one. */
  data(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0) {
      if (this.#head) rest = this.#readHead(this.#head, rest)
      else rest = this.#readText(rest)
    }
  }

  /** The stream ended: what is left is a line. */
  end(): void {
    this.#flushHead()
    if (this.#kept + this.#dropped > 0) this.#emit()
  }

  #readHead(head: Buffer, bytes: Buffer): Buffer {
    const taken = bytes.subarray(0, stampBytes - head.length)
    const all = Buffer.concat([head, taken])
    const found = stamp.exec(all.toString('latin1'))
    if (found) {
      this.#head = null
      this.#sinceStamp = 0
      // A continued line keeps the time of its beginning.
      if (this.#kept + this.#dropped === 0) this.#time = found[1] ?? ''
      const used = found[0].length
      return bytes.subarray(used - head.length)
    }
    if (all.length < stampBytes && !all.includes(10)) {
      this.#head = all
      return bytes.subarray(taken.length)
    }
    // No timestamp here: it is all text.
    this.#head = null
    this.#sinceStamp = 0
    return head.length === 0 ? this.#readText(bytes) : Buffer.concat([this.#readText(head), bytes])
  }

  #readText(bytes: Buffer): Buffer {
    const end = bytes.indexOf(10)
    const room = messageBytes - this.#sinceStamp
    const text = bytes.subarray(0, end < 0 ? bytes.length : end)
    if (text.length >= room && room > 0) {
      // The place where the engine cuts a long line: the next message's timestamp may follow.
      this.#keep(text.subarray(0, room))
      this.#head = Buffer.alloc(0)
      return bytes.subarray(room)
    }
    this.#keep(text)
    if (end < 0) return bytes.subarray(bytes.length)
    this.#emit()
    this.#head = Buffer.alloc(0)
    return bytes.subarray(end + 1)
  }

  #keep(text: Buffer): void {
    this.#sinceStamp += text.length
    const kept = text.subarray(0, Math.max(0, longestLine - this.#kept))
    if (kept.length > 0) this.#parts.push(Buffer.from(kept))
    this.#kept += kept.length
    this.#dropped += text.length - kept.length
  }

  #flushHead(): void {
    if (this.#head && this.#head.length > 0) this.#keep(this.#head)
    this.#head = null
  }

  #emit(): void {
    const whole = Buffer.concat(this.#parts, this.#kept).toString('utf8')
    const text =
      this.#dropped > 0
        ? `${whole.replace(/\uFFFD$/, '')}… (${this.#dropped} more bytes not shown)`
        : whole.replace(/\r$/, '')
    this.#line({ stream: this.#stream, time: this.#time, text })
    this.#parts = []
    this.#kept = 0
    this.#dropped = 0
    this.#sinceStamp = 0
  }
}
