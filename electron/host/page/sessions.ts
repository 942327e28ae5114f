import { fingerprint, newSecret } from './secrets.ts'

/** Browsers that may be let in at once; one more ends the session that was used least recently. */
const sessionLimit = 32

/** Browser sessions, each known by the secret in its cookie. They end with the host process. */
export class Sessions {
  /** fingerprints, the least recently used first */
  readonly #known = new Set<string>()

  /** The secret of a new session. */
  create(): string {
    const [oldest] = this.#known
    if (oldest !== undefined && this.#known.size >= sessionLimit) this.#known.delete(oldest)
    const secret = newSecret()
    this.#known.add(fingerprint(secret))
    return secret
  }

  has(secret: string | null): boolean {
    if (secret === null) return false
    const key = fingerprint(secret)
    if (!this.#known.delete(key)) return false
    this.#known.add(key)
    return true
  }
}
