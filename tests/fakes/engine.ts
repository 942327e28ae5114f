/** An engine that answers what a test says, over a Unix socket: for what a real one does not do on request. */
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import type { Duplex } from 'node:stream'
import os from 'node:os'
import path from 'node:path'

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void

export class FakeEngine {
  readonly socketPath: string
  /** "GET /path?query" of every request so far */
  readonly requests: string[] = []
  /** answers by the path's beginning; the longest that fits counts */
  readonly #answers = new Map<string, Answer>()
  #upgrade: ((socket: Duplex) => void) | null = null
  readonly #dir: string
  #server = this.#newServer()

  private constructor(dir: string) {
    this.#dir = dir
    this.socketPath = path.join(dir, 'engine.sock')
  }

  static async start(): Promise<FakeEngine> {
    const engine = new FakeEngine(await mkdtemp(path.join(os.tmpdir(), 'berth-fake-engine-')))
    engine.json('/version', { Version: '29.8.1', ApiVersion: '1.56' })
    engine.on('/_ping', (_request, response) => response.end('OK'))
    await engine.listen()
    return engine
  }

  on(prefix: string, answer: Answer): void {
    this.#answers.set(prefix, answer)
  }

  json(prefix: string, body: unknown, status = 200): void {
    this.on(prefix, (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  }

  onUpgrade(take: (socket: Duplex) => void): void {
    this.#upgrade = take
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.socketPath, resolve))
  }

  /** Ends as if killed: every connection breaks, the socket is gone. `listen` brings it back. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await ended
    this.#server = this.#newServer()
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#dir, { recursive: true })
  }

  #newServer(): http.Server {
    const server = http.createServer((request, response) => {
      const url = request.url ?? ''
      this.requests.push(`${request.method ?? ''} ${url}`)
      const fits = [...this.#answers.keys()].filter((prefix) => url.startsWith(prefix))
      const answer = this.#answers.get(fits.sort((a, b) => b.length - a.length)[0] ?? '')
      if (answer) answer(request, response)
      else {
        response.writeHead(404)
        response.end(JSON.stringify({ message: 'page not found' }))
      }
    })
    server.on('upgrade', (request, socket) => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
      if (!this.#upgrade) {
        socket.end('HTTP/1.1 409 Conflict\r\nContent-Length: 33\r\n\r\n{"message":"the box is paused"}\r\n')
        return
      }
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
      this.#upgrade(socket)
    })
    return server
  }
}
