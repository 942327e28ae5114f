import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { WebSocketServer } from 'ws'
import { appRouter } from '../../electron/api/router/index.ts'
import type { Services } from '../../electron/api/services/index.ts'

const root = path.resolve(import.meta.dirname, '../../dist/renderer')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The policy that the host sends with its page. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface PageServer {
  readonly url: string
  /** Breaks every connection, as a host that goes away does; it can be reached again at once. */
  cut(): void
  /** From now on nobody is let in, as after a restart of the host. */
  refuse(): void
  close(): Promise<void>
}

/** Serves the built page and these services to it, on loopback. Knows no session: only for looking at pages. */
export async function servePage(services: Services): Promise<PageServer> {
  let refused = false
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/trpc') {
      response.writeHead(refused ? 401 : 426).end()
      return
    }
    const file = path.extname(pathname) === '' ? '/index.html' : path.posix.normalize(pathname)
    readFile(path.join(root, file)).then(
      (body) => {
        response.writeHead(200, {
          'content-type': types[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': policy,
        })
        response.end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
  const sockets = new WebSocketServer({ noServer: true })
  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    createContext: () => ({ services, caller: 'browser' as const }),
  })
  server.on('upgrade', (request, socket, head) => {
    if (refused) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cut = (): void => {
    for (const client of sockets.clients) client.terminate()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    refuse: () => {
      refused = true
      cut()
    },
    close: async () => {
      cut()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
