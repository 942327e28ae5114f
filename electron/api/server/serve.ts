import type { IncomingMessage } from 'node:http'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { WebSocket, WebSocketServer } from 'ws'
import type { Log } from '../../base/log.ts'
import { toBerthError } from '../../base/errors.ts'
import { appRouter } from '../router/index.ts'
import type { Context } from '../router/trpc.ts'

/** Bytes of the largest message that a client may send: a paste into a terminal fits, a flood does not. */
export const maxMessageBytes = 2 * 1024 * 1024

/** Bytes that may wait for a client that does not read, before it is cut off: the host's memory is not its buffer. */
const maxWaitingBytes = 32 * 1024 * 1024

/** Serves the contract on one WebSocket after another, each in the context that is when it connects, and no later one. */
export function contractServer(
  sockets: WebSocketServer,
  context: Context | (() => Context),
  log: Log,
): (socket: WebSocket, request: IncomingMessage) => void {
  const handle = getWSConnectionHandler({
    wss: sockets,
    router: appRouter,
    createContext: () => (typeof context === 'function' ? context() : context),
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 20_000 },
    onError: ({ error, path, type }) => {
      const { code, message, cause } = toBerthError(error.cause ?? error)
      const data = { path, type, code, message }
      if (code === 'internal')
        log.error({ ...data, stack: stackOf(cause ?? error) }, 'a call failed unexpectedly')
      else if (code !== 'cancelled') log.info(data, 'a call was answered with an error')
    },
  })
  return (socket, request) => {
    cutOffWhenFull(socket, log)
    handle(socket, request)
  }
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined
}

function cutOffWhenFull(socket: WebSocket, log: Log): void {
  const send = socket.send.bind(socket) as (data: string | Buffer) => void
  socket.send = (data: string | Buffer): void => {
    if (socket.bufferedAmount > maxWaitingBytes) {
      log.warn({ waitingBytes: socket.bufferedAmount }, 'a client that does not read was cut off')
      socket.terminate()
      return
    }
    send(data)
  }
}
