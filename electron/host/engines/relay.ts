import { createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { listenPrivately } from '../../guest/index.ts'

/** A way to an engine that is elsewhere. */
export interface Way {
  /** A connection to it for one client. It may also fail later, by an error of the stream. */
  connect(signal: AbortSignal): Promise<Duplex>
  /** What went wrong, as a sentence, for what either of them failed with. */
  explain(thrown: unknown): BerthError
}

export interface Relay {
  readonly socketPath: string
  /** Ends every client and removes the socket. Never rejects. */
  close(): Promise<void>
}

/** Milliseconds that a client has to take the word that nobody answers. */
const farewellMs = 5000

/**
 * Lets an engine that is elsewhere answer on a socket here, which only this user can reach: one connection of the way's
 * per client, raw bytes both ways, each of which ends alone. A client whose connection fails before it has had an answer
 * is told why, in the words of HTTP, which is what the engine's clients all speak.
 */
export async function openRelay(options: { socketPath: string; way: Way; log: Log }): Promise<Relay> {
  const { socketPath, way, log } = options
  const closing = new AbortController()
  const clients = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    clients.add(socket)
    socket.on('close', () => clients.delete(socket))
    socket.on('error', () => socket.destroy())
    void serve(socket, way, closing.signal, (error) =>
      log.debug({ error: error.message }, 'a client of the relay was let go'),
    )
  })
  await listenPrivately(server, socketPath)
  return {
    socketPath,
    async close() {
      closing.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of clients) socket.destroy()
      await closed
    },
  }
}

async function serve(
  socket: Socket,
  way: Way,
  signal: AbortSignal,
  failed: (error: BerthError) => void,
): Promise<void> {
  let answered = false
  const fail = (thrown: unknown): void => {
    const error = thrown instanceof BerthError ? thrown : way.explain(thrown)
    failed(error)
    if (answered || signal.aborted) socket.destroy()
    else refuse(socket, error)
  }
  let far: Duplex
  try {
    far = await way.connect(signal)
  } catch (thrown) {
    fail(thrown)
    return
  }
  far.on('error', fail)
  far.once('data', () => (answered = true))
  socket.on('close', () => far.destroy())
  if (socket.destroyed) {
    far.destroy()
    return
  }
  socket.pipe(far)
  far.pipe(socket)
}

/** The engine's own form of an error. What the client has yet to say is read, so that it comes to reading this. */
function refuse(socket: Socket, thrown: BerthError): void {
  const { message, hint } = toBerthError(thrown)
  const body = JSON.stringify({ message: `${message} ${hint}` })
  socket.unpipe()
  socket.resume()
  socket.end(
    `HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  const timer = setTimeout(() => socket.destroy(), farewellMs)
  socket.once('close', () => clearTimeout(timer))
}
