import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from '../../electron/api/router/index.ts'
import { Store } from './store.ts'

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** the host does not answer; tried again by itself */
  | { readonly kind: 'lost'; readonly since: string }
  /** the host answers, but not to this browser any more: only `berth open` helps */
  | { readonly kind: 'ended' }

export type Client = TRPCClient<AppRouter>

/** The page's one way to its host. */
export interface Link {
  readonly client: Client
  readonly connection: Store<Connection>
  close(): void
}

/** Codes with which a server closes a socket that it accepted but does not authorise (RFC 6455: 1008). */
const refusedCodes = new Set([1008, 4401, 4403])

interface Way {
  readonly url: string
  readonly sockets?: typeof WebSocket
  /** May find out that it is the end, and not only a loss. */
  readonly lost: (end: () => void, code: number | undefined) => void
}

/**
 * The page's connection in a browser. A browser does not say why a WebSocket was refused, so after a
 * connection that never opened the same address is asked by plain HTTP: 401 or 403 there means the session ended.
 */
export function connect(origin: URL, key: string): Link {
  const address = new URL('/trpc', origin)
  address.search = new URLSearchParams({ key }).toString()
  address.protocol = origin.protocol === 'https:' ? 'wss:' : 'ws:'

  const askWhy = async (end: () => void): Promise<void> => {
    try {
      const answer = await fetch(new URL(address.pathname + address.search, origin), {
        credentials: 'same-origin',
        cache: 'no-store',
      })
      if (answer.status === 401 || answer.status === 403) end()
    } catch {
      // Nobody answers at all: the host is away, and the link keeps trying.
    }
  }
  return makeLink({
    url: address.href,
    lost(end, code) {
      if (code !== undefined && refusedCodes.has(code)) end()
      else void askWhy(end)
    },
  })
}

/** A connection by WebSocket, or by what stands in for one, that is made again when it is lost. */
export function makeLink({ url, sockets, lost }: Way): Link {
  const connection = new Store<Connection>({ kind: 'connecting' })
  const end = (): void => {
    connection.set({ kind: 'ended' })
    void socket.close()
  }
  const lose = (code?: number): void => {
    const now = connection.get()
    if (now.kind === 'ended') return
    if (now.kind !== 'lost') connection.set({ kind: 'lost', since: new Date().toISOString() })
    lost(end, code)
  }
  const socket = createWSClient({
    url,
    ...(sockets && { WebSocket: sockets }),
    retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 3000),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 8000 },
    onOpen: () => connection.set({ kind: 'open' }),
    onClose: (cause) => lose(cause?.code),
    onError: () => lose(),
  })
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  return { client, connection, close: () => void socket.close() }
}
