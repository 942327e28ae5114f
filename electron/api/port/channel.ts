import { readFrame, type Frame } from './frames.ts'
import type { Port } from './port.ts'

export interface ChannelEvents {
  open(): void
  text(text: string): void
  /** the last of them; `code` as WebSockets have it (RFC 6455, 7.4) */
  closed(code: number, reason: string): void
  /** the other end has read some of what waited */
  read?(): void
}

/** UTF-16 units that are read before the other end is told: fewer words about words. */
const tellEvery = 64 * 1024

/** Went without a good-bye; said what must not be said. */
const abnormal = 1006
const malformed = 1002

/**
 * One connection over a port, the same at both ends: texts in order, an account of what the other end has not read yet,
 * and a good-bye. Whatever is not a frame ends it.
 */
export class PortChannel {
  readonly #port: Port
  readonly #events: ChannelEvents
  #waiting = 0
  #read = 0
  #over = false

  /** `longest`: UTF-16 units that a text of the other end may have */
  constructor(port: Port, longest: number, events: ChannelEvents) {
    this.#port = port
    this.#events = events
    port.listen({
      message: (data) => this.#take(readFrame(data, longest)),
      close: () => this.#end(abnormal, ''),
    })
  }

  /** UTF-16 units that were sent and not yet read. */
  get waiting(): number {
    return this.#waiting
  }

  /** The server's first word. */
  open(): void {
    this.#post({ kind: 'open' })
  }

  send(text: string): void {
    if (this.#over) return
    this.#waiting += text.length
    this.#post({ kind: 'text', text })
  }

  close(code = 1000, reason = ''): void {
    this.#post({ kind: 'close', code, reason })
    this.#end(code, reason)
  }

  #take(frame: Frame | null): void {
    if (this.#over) return
    if (frame === null || !this.#understands(frame)) this.close(malformed, 'not a message of the contract')
  }

  /** Does what it says; false for what cannot be. */
  #understands(frame: Frame): boolean {
    switch (frame.kind) {
      case 'open':
        this.#events.open()
        return true
      case 'text':
        this.#events.text(frame.text)
        this.#tellRead(frame.text.length)
        return true
      case 'took':
        if (frame.length > this.#waiting) return false
        this.#waiting -= frame.length
        this.#events.read?.()
        return true
      case 'close':
        this.#end(frame.code, frame.reason)
        return true
    }
  }

  #tellRead(length: number): void {
    this.#read += length
    if (this.#read < tellEvery) return
    this.#post({ kind: 'took', length: this.#read })
    this.#read = 0
  }

  #post(frame: Frame): void {
    if (!this.#over) this.#port.post(frame)
  }

  #end(code: number, reason: string): void {
    if (this.#over) return
    this.#over = true
    this.#port.close()
    this.#events.closed(code, reason)
  }
}
