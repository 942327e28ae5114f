import { chmod, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { BerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { isPipe } from '../base/paths.ts'

/** What serves one kind of connection, by the path of its URL. */
export type Serve = (socket: WebSocket, request: IncomingMessage) => void

export interface ControlOptions {
  readonly socketPath: string
  readonly log: Log
  /** `/trpc`, `/page`, `/shell` */
  readonly paths: Readonly<Record<string, Serve>>
  readonly maxMessageBytes: number
  /** Answers a plain request; false for what it does not know. */
  readonly request?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** called whenever `clients` has changed */
  readonly changed: () => void
}

/** The host's control socket. Whoever can open it (mode 0600 in a folder of mode 0700) is the owner of the home. */
export interface ControlServer {
  readonly clients: number
  /** Says good-bye once what was answered is on its way, and takes the socket away. */
  close(): Promise<void>
}

/** Milliseconds that closing waits for clients to answer its good-bye. */
const goodByeMs = 500

/** Listens; call it only as the holder of the home's lock, for a socket that nobody answers on is replaced. */
export async function serveControl(options: ControlOptions): Promise<ControlServer> {
  const { socketPath, log } = options
  await removeStale(socketPath)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxMessageBytes })
  // Bulk bytes take as long as they take.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    if (options.request?.(request, response)) return
    response.writeHead(426, { Upgrade: 'websocket' }).end()
  })
  server.on('upgrade', (request, socket, head) => {
    const serve = options.paths[URL.parse(request.url ?? '', 'ws://host')?.pathname ?? '']
    socket.on('error', () => socket.destroy())
    if (!serve) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', (error) => log.warn({ error: error.message }, 'a client sent what it must not'))
      client.on('close', options.changed)
      serve(client, request)
      options.changed()
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  if (!isPipe(socketPath)) await chmod(socketPath, 0o600)

  return {
    get clients() {
      return sockets.clients.size
    },
    close: () => close(server, sockets),
  }
}

/** A socket file outlives a killed process. One that is answered on is not stale, whatever the lock says. */
async function removeStale(socketPath: string): Promise<void> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
  if (answered)
    throw new BerthError('conflict', `Another process answers on ${socketPath}.`, {
      hint: 'End it, then try again; or set BERTH_HOME to another folder.',
    })
  await rm(socketPath, { force: true })
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  // Node unlinks the socket's file as it stops listening.
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const client of sockets.clients) client.close(1001, 'The host process ends.')
  const timer = setTimeout(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
  }, goodByeMs)
  await closed
  clearTimeout(timer)
}
