import type { Socket } from 'node:net'
import type { ClientChannel } from 'ssh2'
import { withDeadline } from '../../base/deadline.ts'
import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { Connection } from '../connection.ts'
import type { GuestLink } from '../link.ts'
import { pipe } from './pipe.ts'

export interface ForwardClientsOptions {
  /** what they came to, for the log: "the engine socket" */
  readonly name: string
  readonly link: GuestLink
  readonly log: Log
  /** a channel for one client */
  readonly open: (connection: Connection, closing: AbortSignal) => Promise<ClientChannel>
  /** a client has its channel, and nothing was carried yet */
  readonly opened?: (channel: ClientChannel, connection: Connection) => void
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

/** The clients of something of the guest's that answers on the host: one channel of the link each, raw bytes both ways. */
export class ForwardClients {
  readonly #options: ForwardClientsOptions
  readonly #clients = new Set<Socket>()
  /** those of `#clients` that have a channel, and go when the connection goes */
  readonly #piped = new Set<Socket>()
  readonly #closing = new AbortController()
  readonly #unsubscribe: () => void
  #accepted = 0
  #refused = 0

  constructor(options: ForwardClientsOptions) {
    this.#options = options
    this.#unsubscribe = options.link.changes.subscribe((state) => {
      if (state.kind === 'connected') return
      for (const socket of this.#piped) socket.destroy()
    })
  }

  get counts(): ForwardCounts {
    return { open: this.#clients.size, accepted: this.#accepted, refused: this.#refused }
  }

  /** Ends every client; none is served any more. */
  close(): void {
    this.#closing.abort()
    this.#unsubscribe()
    for (const socket of this.#clients) socket.destroy()
  }

  /** Carries a client's bytes until both ways have ended. Never rejects. */
  async serve(socket: Socket): Promise<void> {
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
    const { link, log, name, open, opened } = this.#options
    try {
      const connection = link.connection ?? (await this.#awaitLink())
      const channel = await open(connection, this.#closing.signal)
      if (socket.destroyed) {
        channel.destroy()
        return
      }
      this.#piped.add(socket)
      pipe(socket, channel, connection.transport)
      opened?.(channel, connection)
    } catch (error) {
      this.#refused += 1
      socket.destroy()
      log.debug({ error: toBerthError(error).message }, `a client of ${name} was let go`)
    }
  }

  #awaitLink(): Promise<Connection> {
    const { link, name, patienceMs = 15_000 } = this.#options
    const patience = {
      ms: patienceMs,
      code: 'guest-unreachable',
      message: `The connection to the guest did not come in time for a client of ${name}.`,
      hint: 'Look at "berth status".',
    } as const
    return withDeadline(patience, this.#closing.signal, (signal) => link.ready(signal))
  }
}
