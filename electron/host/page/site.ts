import type { IncomingMessage } from 'node:http'
import { cookieName, readCookie, setCookie } from './cookies.ts'
import { anyLook, markDocument, type PageLook } from '../../base/page-look.ts'
import type { PageFile } from '../../base/page-files.ts'
import { notes } from './notes.ts'
import { fromOwnOrigin, ownHost } from './origin.ts'
import { Sessions } from './sessions.ts'
import { Tickets } from './tickets.ts'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Buffer
}

/** Where the page's WebSocket is. */
const contractPath = '/trpc'

/** What the page's server says to whom: all of its rules, and none of its sockets. */
export class Site {
  readonly tickets = new Tickets()
  readonly #sessions = new Sessions()
  readonly #port: number
  readonly #files: ReadonlyMap<string, PageFile>
  readonly #look: () => Promise<PageLook>

  /** `look`: what the user chose for the page */
  constructor(port: number, files: ReadonlyMap<string, PageFile>, look: () => Promise<PageLook>) {
    this.#port = port
    this.#look = look
    this.#files = files
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const host = ownHost(request, this.#port)
    if (host === null) return note(403, notes.wrongHost)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return note(405, notes.notHere, { Allow: 'GET, HEAD' })
    const url = URL.parse(request.url ?? '/', `http://${host}`)
    if (url === null) return note(404, notes.notHere)
    if (url.pathname === '/open') return this.#open(request, url.searchParams.get('token'))
    if (!this.knows(request)) return note(403, notes.noSession)
    if (url.pathname === contractPath)
      return this.#opens(request, url)
        ? note(426, notes.notHere, { Upgrade: 'websocket' })
        : note(403, notes.noSession)
    return this.#file(url.pathname)
  }

  /** Why a WebSocket is refused, as an HTTP status line's end; null when it is let in. */
  refusal(request: IncomingMessage): string | null {
    const host = ownHost(request, this.#port)
    if (host === null || !fromOwnOrigin(request, host)) return '403 Forbidden'
    const url = URL.parse(request.url ?? '', `http://${host}`)
    if (url === null || !this.#opens(request, url)) return '401 Unauthorized'
    return url.pathname === contractPath ? null : '404 Not Found'
  }

  /** Whether a request may use the transfers: a session's own, and a page's of this very origin where it sends bytes. */
  admitsTransfer(request: IncomingMessage): boolean {
    const host = ownHost(request, this.#port)
    if (host === null || !this.knows(request)) return false
    return request.method === 'GET' || fromOwnOrigin(request, host)
  }

  #open(request: IncomingMessage, token: string | null): Answer {
    // A look at the headers alone must not use the link up.
    if (request.method === 'GET' && token !== null && this.tickets.spend(token)) {
      const { cookie, key } = this.#sessions.create()
      // A fragment is never sent: the page takes it into its own storage and off its address.
      return note(200, notes.opening(`/#key=${key}`), {
        'Set-Cookie': setCookie(cookieName(this.#port), cookie),
      })
    }
    return this.knows(request) ? note(200, notes.opening('/')) : note(403, notes.spent)
  }

  async #file(pathname: string): Promise<Answer> {
    // The page has addresses of its own: all that could not be a file's.
    const isFile = /\.[^/]*$/.test(pathname)
    const file = this.#files.get(pathname) ?? (isFile ? undefined : this.#files.get('/index.html'))
    if (!file) return this.#files.size === 0 ? note(503, notes.notBuilt) : note(404, notes.notHere)
    const caching = file.immutable ? 'private, max-age=31536000, immutable' : 'no-store'
    return {
      status: 200,
      headers: { 'Content-Type': file.type, 'Cache-Control': caching },
      body: file === this.#files.get('/index.html') ? await this.#document(file) : await file.read(),
    }
  }

  async #document(file: PageFile): Promise<string> {
    const look = await this.#look().catch(() => anyLook)
    return markDocument((await file.read()).toString('utf8'), look)
  }

  /** Whether a request comes from a browser that was let in. */
  knows(request: IncomingMessage): boolean {
    return this.#sessions.has(this.#cookie(request))
  }

  #opens(request: IncomingMessage, url: URL): boolean {
    return this.#sessions.opens(this.#cookie(request), url.searchParams.get('key'))
  }

  #cookie(request: IncomingMessage): string | null {
    return readCookie(request.headers.cookie, cookieName(this.#port))
  }
}

function note(status: number, page: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: page,
  }
}
