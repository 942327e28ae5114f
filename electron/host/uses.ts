import type { StateName } from '../api/schema/status.ts'

/** What the host is needed for, as of now. */
export interface Uses {
  readonly machine: StateName
  /** windows and browser sessions */
  readonly sessions: number
  /** one-time URLs that a browser may still come with */
  readonly unspentTickets: number
  /** connections on the control socket, but for who asks */
  readonly otherClients: number
}

/** Whether ending the host would take something away from somebody, once its caller has been answered. */
export function isUsed({ machine, sessions, otherClients }: Uses): boolean {
  // A failed machine is kept in mind: the reason is known here only.
  return sessions > 0 || otherClients > 0 || (machine !== 'stopped' && machine !== 'suspended')
}

/** A page that is loaded anew is away for a moment. In milliseconds. */
export const idleMs = 30_000

/** Ends a host that nothing has needed for `idleMs`: there is nothing that it would be kept for. */
export class IdleWatch {
  readonly #uses: () => Uses
  readonly #end: () => void
  #timer: NodeJS.Timeout | null = null

  constructor(uses: () => Uses, end: () => void) {
    this.#uses = uses
    this.#end = end
  }

  /** Looks again: call it whenever a use may have come or gone. */
  look(): void {
    const uses = this.#uses()
    const needed = isUsed(uses) || uses.unspentTickets > 0
    if (needed && this.#timer) {
      clearTimeout(this.#timer)
      this.#timer = null
    }
    // An unspent ticket ends by itself, which nobody tells: hence the clock runs then too, and looks again.
    if (this.#timer || isUsed(uses)) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      const now = this.#uses()
      if (!isUsed(now) && now.unspentTickets === 0) this.#end()
      else this.look()
    }, idleMs)
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
