import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Log } from '../../base/log.ts'
import { listPageFiles, type PageFile } from '../../base/page-files.ts'
import type { PageLook } from '../../base/page-look.ts'
import { securityHeaders } from '../../base/page-headers.ts'
import { Site } from './site.ts'
import { transferPath, type TransferDesk } from './transfer-desk.ts'

export interface PageOptions {
  /** the built page; may be missing, which is said where it is asked for */
  readonly dir: string
  readonly log: Log
  /** serves the contract to a browser session */
  readonly serve: (socket: WebSocket, request: IncomingMessage) => void
  readonly maxMessageBytes: number
  readonly transfers: TransferDesk
  /** what the user chose for the page */
  readonly look: () => Promise<PageLook>
  /** called whenever `sessions` has changed */
  readonly changed: () => void
}

/** The page on loopback, for browsers that were let in by a one-time URL. */
export interface PageServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** A URL that lets one browser in, once. */
  oneTimeUrl(): string
  /** pages that are connected now */
  readonly sessions: number
  readonly unspentTickets: number
  close(): Promise<void>
}

/** Connections at once, of all kinds: browsers use six per page and one for its WebSocket. */
const connectionLimit = 128
const socketLimit = 32

/** Milliseconds that closing waits for browsers to answer its good-bye. */
const goodByeMs = 500

export async function servePage(options: PageOptions): Promise<PageServer> {
  const { log } = options
  const files = await listPageFiles(options.dir).catch(() => new Map<string, PageFile>())
  // No limit on a whole request: an upload takes as long as it takes. Its headers have one.
  const server = createServer({ requestTimeout: 0, headersTimeout: 10_000, keepAliveTimeout: 5_000 })
  server.maxConnections = connectionLimit
  const port = await listen(server)
  const site = new Site(port, files, options.look)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxMessageBytes })

  server.on('request', (request, response) => {
    if (request.url?.startsWith(transferPath) && site.admitsTransfer(request)) {
      for (const [name, value] of Object.entries(pageHeaders(port))) response.setHeader(name, value)
      void options.transfers.answer(request, response)
      return
    }
    site
      .answer(request)
      .then((answer) => {
        send(response, port, answer.status, answer.headers, request.method === 'HEAD' ? null : answer.body)
      })
      .catch((error: unknown) => {
        log.error({ error: String(error) }, 'a page could not be answered')
        response.destroy()
      })
  })
  server.on('upgrade', (request, socket, head) => {
    const refusal = site.refusal(request) ?? (sockets.clients.size >= socketLimit ? '503 Busy' : null)
    if (refusal !== null) {
      const { origin, host } = request.headers
      log.warn({ refusal, origin, host }, 'a WebSocket was refused')
      refuse(socket, refusal)
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', (error) => log.warn({ error: error.message }, 'a browser sent what it must not'))
      client.on('close', options.changed)
      options.serve(client, request)
      options.changed()
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  log.info({ port }, 'the page is served')

  return {
    url: `http://127.0.0.1:${port}/`,
    oneTimeUrl: () => `http://127.0.0.1:${port}/open?token=${site.tickets.issue()}`,
    get sessions() {
      return sockets.clients.size
    },
    get unspentTickets() {
      return site.tickets.unspent
    },
    close: () => close(server, sockets),
  }
}

/** Names the WebSocket's two origins, because older browsers do not count them as the page's own. */
const pageHeaders = (port: number): Record<string, string> =>
  securityHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`])

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve((server.address() as AddressInfo).port))
  })
}

function send(
  response: ServerResponse,
  port: number,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer | null,
): void {
  // The host name was checked where it matters; the policy names the two that there are.
  response.writeHead(status, { ...pageHeaders(port), ...headers })
  response.end(body ?? undefined)
}

function refuse(socket: Duplex, statusLine: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const client of sockets.clients) client.close(1001, 'Berth ends.')
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
  }, goodByeMs)
  await closed
  clearTimeout(timer)
}
