import { createServer, type Server, type Socket } from 'node:net'
import { rm } from 'node:fs/promises'
import { withDeadline } from '../../base/deadline.ts'
import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Connection } from '../connection.ts'
import type { GuestLink } from '../link.ts'
import { ForwardChannels } from './channels.ts'
import { listenPrivately } from './listen.ts'
import { pipe } from './pipe.ts'

export interface ForwardOptions {
  /** where it answers on the host */
  readonly socketPath: string
  /** the Unix socket in the guest */
  readonly target: string
  readonly link: GuestLink
  readonly log: Log
  /** milliseconds that a client waits for a link that is on its way */
  readonly patienceMs?: number
}

/** What a forward has done so far. */
export interface ForwardCounts {
  readonly open: number
  readonly accepted: number
  /** clients that were let go without an answer, because the guest refused or the link was away */
  readonly refused: number
}

/** A Unix socket of the guest's that answers on the host: one channel of the link per client, raw bytes both ways. */
export class EngineForward {
  readonly #options: ForwardOptions
  readonly #server: Server
  readonly #clients = new Set<Socket>()
  /** those of `#clients` that have a channel, and go when the connection goes */
  readonly #piped = new Set<Socket>()
  readonly #closing = new AbortController()
  readonly #channels: ForwardChannels
  readonly #unsubscribe: () => void
  #accepted = 0
  #refused = 0

  private constructor(options: ForwardOptions) {
    this.#options = options
    this.#channels = new ForwardChannels(options.target, this.#closing.signal)
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      void this.#serve(socket)
    })
    this.#unsubscribe = options.link.changes.subscribe((state) => {
      if (state.kind !== 'connected') this.#dropPiped()
    })
  }

  /** Listens at once, whether the link stands or not. For its errors see `listenPrivately`. */
  static async listen(options: ForwardOptions): Promise<EngineForward> {
    const forward = new EngineForward(options)
    try {
      await listenPrivately(forward.#server, options.socketPath)
    } catch (error) {
      forward.#unsubscribe()
      throw error
    }
    forward.#server.on('error', (error) => {
      options.log.warn({ error: error.message }, 'the engine socket could not accept a client')
    })
    return forward
  }

  get counts(): ForwardCounts {
    return { open: this.#clients.size, accepted: this.#accepted, refused: this.#refused }
  }

  /** Ends every client and removes the socket. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#channels.drop()
    this.#unsubscribe()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#clients) socket.destroy()
    await closed
    await rm(this.#options.socketPath, { force: true }).catch(() => undefined)
  }

  async #serve(socket: Socket): Promise<void> {
    this.#accepted += 1
    this.#clients.add(socket)
    socket.on('close', () => {
      this.#clients.delete(socket)
      this.#piped.delete(socket)
    })
    const dropped = (): void => {
      socket.destroy()
    }
    socket.on('error', dropped)
    const { link, log, patienceMs = 15_000 } = this.#options
    try {
      const connection = link.connection ?? (await this.#awaitLink(link, patienceMs))
      const channel = await this.#channels.take(connection)
      if (socket.destroyed) {
        channel.destroy()
        return
      }
      this.#piped.add(socket)
      pipe(socket, channel, connection.transport)
      // Not before this client has its first word, so that it does not pay for the next one's.
      channel.once('data', () => this.#channels.prepare(connection))
    } catch (error) {
      this.#refused += 1
      socket.destroy()
      log.debug({ error: toBerthError(error).message }, 'a client of the engine socket was let go')
    }
  }

  #awaitLink(link: GuestLink, patienceMs: number): Promise<Connection> {
    const patience = {
      ms: patienceMs,
      code: 'guest-unreachable',
      message: 'The connection to the guest did not come in time for a client of the engine socket.',
      hint: 'Look at "berth status".',
    } as const
    return withDeadline(patience, this.#closing.signal, (signal) => link.ready(signal))
  }

  #dropPiped(): void {
    this.#channels.drop()
    for (const socket of this.#piped) socket.destroy()
  }
}
