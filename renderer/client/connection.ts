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

/** Codes with which a server closes a socket that it accepted but does not authorise (RFC 6455: 1008). */
const refusedCodes = new Set([1008, 4401, 4403])

/**
 * The page's one connection to its host. A browser does not say why a WebSocket was refused, so after a
 * connection that never opened the same address is asked by plain HTTP: 401 or 403 there means the session ended.
 */
export function connect(
  origin: URL,
  key: string,
): { client: Client; connection: Store<Connection>; close(): void } {
  const connection = new Store<Connection>({ kind: 'connecting' })
  const address = new URL('/trpc', origin)
  address.search = new URLSearchParams({ key }).toString()
  address.protocol = origin.protocol === 'https:' ? 'wss:' : 'ws:'

  const lose = (): void => {
    const now = connection.get()
    if (now.kind === 'open' || now.kind === 'connecting')
      connection.set({ kind: 'lost', since: new Date().toISOString() })
  }
  const end = (): void => {
    connection.set({ kind: 'ended' })
    void socket.close()
  }
  const askWhy = async (): Promise<void> => {
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

  const socket = createWSClient({
    url: address.href,
    retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 3000),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 8000 },
    onOpen: () => connection.set({ kind: 'open' }),
    onClose: (cause) => {
      if (connection.get().kind === 'ended') return
      if (cause?.code !== undefined && refusedCodes.has(cause.code)) end()
      else {
        lose()
        void askWhy()
      }
    },
    onError: () => {
      if (connection.get().kind === 'ended') return
      lose()
      void askWhy()
    },
  })
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  return { client, connection, close: () => void socket.close() }
}
