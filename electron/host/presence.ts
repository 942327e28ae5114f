/** Milliseconds that a host nobody needs stays: a page that is loaded anew is gone for a moment only. */
const graceMs = 30_000

export interface PresenceOptions {
  /** clients of the control socket */
  readonly clients: () => number
  /** pages that are open, and links to one that may still be used */
  readonly sessions: () => number
  /** true while the machine runs, or is on its way to or from there */
  readonly works: () => boolean
  /** called once nobody has needed the host for a while */
  readonly idle: () => void
}

/** Knows whether anybody needs the host process, and says when nobody has for a while. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #graceMs: number
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(options: PresenceOptions, grace = graceMs) {
    this.#options = options
    this.#graceMs = grace
  }

  /** `besides`: so many clients do not count. */
  isUsed(besides = 0): boolean {
    const { clients, sessions, works } = this.#options
    return works() || sessions() > 0 || clients() > besides
  }

  /** To be called whenever one of the three may have changed. */
  changed(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      if (!this.isUsed()) this.#options.idle()
      // An unused link expires without a word: look again.
      else if (!this.#options.works()) this.changed()
    }, this.#graceMs)
    this.#timer.unref()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }
}
