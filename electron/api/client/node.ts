import { connect } from 'node:net'
import { createTRPCClient, createWSClient, TRPCClientError, wsLink, type TRPCClient } from '@trpc/client'
import { WebSocket as NodeWebSocket } from 'ws'
import { BerthError, errorCodes, toBerthError, type PlainError } from '../../base/errors.ts'
import type { AppRouter } from '../router/index.ts'

export type Api = TRPCClient<AppRouter>

/** A connection to a home's host process over its control socket. */
export interface HostConnection {
  readonly api: Api
  /** resolves when the host has gone; calls that were under way have failed by then */
  readonly closed: Promise<void>
  close(): void
}

/**
 * A WebSocket to `path` on a Unix socket. A URL of the form `ws+unix:` would do for plain paths only: it is
 * percent-encoded, and it ends at a colon.
 */
export function unixWebSocket(socketPath: string, path: string): NodeWebSocket {
  return new NodeWebSocket(`ws://host${path}`, { createConnection: () => connect(socketPath) })
}

/** Connects; rejects with `host-unreachable` when no host answers there. A lost connection is not tried again. */
export async function connectHost(socketPath: string): Promise<HostConnection> {
  class HostSocket extends NodeWebSocket {
    constructor() {
      super('ws://host/trpc', { createConnection: () => connect(socketPath) })
    }
  }
  const opened = Promise.withResolvers<undefined>()
  const closed = Promise.withResolvers<undefined>()
  const end = (): void => {
    opened.reject(unreachable())
    closed.resolve(undefined)
    void socket.close()
  }
  const socket = createWSClient({
    url: 'ws://host/trpc',
    WebSocket: HostSocket as unknown as typeof WebSocket,
    retryDelayMs: () => 2 ** 30,
    onOpen: () => opened.resolve(undefined),
    onClose: end,
    onError: end,
  })
  await opened.promise
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    closed: closed.promise,
    close: end,
  }
}

/** The `BerthError` that a failed call stands for. */
export function fromClientError(thrown: unknown): BerthError {
  if (!(thrown instanceof TRPCClientError)) return toBerthError(thrown)
  const plain: unknown = (thrown.data as { berth?: unknown } | null | undefined)?.berth
  return fromPlainError(plain)
}

/** An error in plain form, as it came over a pipe. */
export function fromPlainError(value: unknown): BerthError {
  return isPlain(value) ? BerthError.fromPlain(value) : unreachable()
}

function isPlain(value: unknown): value is PlainError {
  if (typeof value !== 'object' || value === null) return false
  const { code, message, hint } = value as Partial<Record<keyof PlainError, unknown>>
  return errorCodes.some((known) => known === code) && typeof message === 'string' && typeof hint === 'string'
}

function unreachable(): BerthError {
  return new BerthError('host-unreachable', 'The host process is not there, or ended during the call.', {
    hint: 'Try again; "berth logs host" tells why it ended.',
  })
}
