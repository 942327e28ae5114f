import { fingerprint, newSecret } from './secrets.ts'

/** Browsers that may be let in at once; one more ends the session that was used least recently. */
const sessionLimit = 32

/**
 * What a browser needs for a session. The cookie alone is not enough for the contract: cookies are shared by all ports
 * of a host (RFC 6265, 8.5), so that a container's published page gets it too. The key is kept in the page's own
 * storage, which belongs to one port.
 */
export interface SessionSecrets {
  readonly cookie: string
  readonly key: string
}

/** Browser sessions, each known by the secret in its cookie. They end with the host process. */
export class Sessions {
  /** the cookie's fingerprint -> the key's, the least recently used first */
  readonly #known = new Map<string, string>()

  /** The secrets of a new session. */
  create(): SessionSecrets {
    const [oldest] = this.#known.keys()
    if (oldest !== undefined && this.#known.size >= sessionLimit) this.#known.delete(oldest)
    const secrets = { cookie: newSecret(), key: newSecret() }
    this.#known.set(fingerprint(secrets.cookie), fingerprint(secrets.key))
    return secrets
  }

  /** Whether this is a session's cookie: enough to be shown the page's files. */
  has(cookie: string | null): boolean {
    return this.#keyOf(cookie) !== null
  }

  /** Whether this is a session's cookie with its own key: who has both may do what a page may. */
  opens(cookie: string | null, key: string | null): boolean {
    const known = this.#keyOf(cookie)
    return known !== null && key !== null && known === fingerprint(key)
  }

  #keyOf(cookie: string | null): string | null {
    if (cookie === null) return null
    const id = fingerprint(cookie)
    const key = this.#known.get(id)
    if (key === undefined) return null
    this.#known.delete(id)
    this.#known.set(id, key)
    return key
  }
}
