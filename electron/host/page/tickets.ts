import { fingerprint, newSecret } from './secrets.ts'

/** How long a one-time URL opens the page, in milliseconds: time enough to copy one that was printed. */
export const ticketLifeMs = 5 * 60_000

/** So many unspent tickets at most; issuing another forgets the oldest. */
const ticketLimit = 32

/** One-time tokens: each opens one browser session, soon. */
export class Tickets {
  readonly #now: () => number
  /** fingerprint -> when it ends, oldest first */
  readonly #open = new Map<string, number>()

  /** `now`: milliseconds on a clock that never steps back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  issue(): string {
    this.#forgetEnded()
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size >= ticketLimit) this.#open.delete(oldest)
    const token = newSecret()
    this.#open.set(fingerprint(token), this.#now() + ticketLifeMs)
    return token
  }

  /** True once for each issued token, while it lives. */
  spend(token: string): boolean {
    this.#forgetEnded()
    return this.#open.delete(fingerprint(token))
  }

  /** tokens that could still be spent */
  get unspent(): number {
    this.#forgetEnded()
    return this.#open.size
  }

  #forgetEnded(): void {
    const now = this.#now()
    for (const [key, end] of this.#open) if (end <= now) this.#open.delete(key)
  }
}
