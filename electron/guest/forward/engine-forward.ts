import { createServer, type Server } from 'node:net'
import { rm } from 'node:fs/promises'
import type { Log } from '../../base/log.ts'
import type { GuestLink } from '../link.ts'
import { ForwardChannels } from './channels.ts'
import { ForwardClients, type ForwardCounts } from './clients.ts'
import { listenPrivately } from './listen.ts'

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

/** A Unix socket of the guest's that answers on the host: one channel of the link per client, raw bytes both ways. */
export class EngineForward {
  readonly #options: ForwardOptions
  readonly #server: Server
  readonly #clients: ForwardClients
  readonly #closing = new AbortController()
  readonly #channels: ForwardChannels
  readonly #unsubscribe: () => void

  private constructor(options: ForwardOptions) {
    this.#options = options
    const { link, log, patienceMs } = options
    this.#channels = new ForwardChannels(options.target, this.#closing.signal)
    this.#unsubscribe = link.changes.subscribe((state) => {
      if (state.kind !== 'connected') this.#channels.drop()
    })
    this.#clients = new ForwardClients({
      name: 'the engine socket',
      link,
      log,
      open: (connection) => this.#channels.take(connection),
      // Not before this client has its first word, so that it does not pay for the next one's.
      opened: (channel, connection) => channel.once('data', () => this.#channels.prepare(connection)),
      ...(patienceMs !== undefined && { patienceMs }),
    })
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      void this.#clients.serve(socket)
    })
  }

  /** Listens at once, whether the link stands or not. For its errors see `listenPrivately`. */
  static async listen(options: ForwardOptions): Promise<EngineForward> {
    const forward = new EngineForward(options)
    try {
      await listenPrivately(forward.#server, options.socketPath)
    } catch (error) {
      forward.#unsubscribe()
      forward.#clients.close()
      throw error
    }
    forward.#server.on('error', (error) => {
      options.log.warn({ error: error.message }, 'the engine socket could not accept a client')
    })
    return forward
  }

  get counts(): ForwardCounts {
    return this.#clients.counts
  }

  /** Ends every client and removes the socket. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#channels.drop()
    this.#unsubscribe()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#clients.close()
    await closed
    await rm(this.#options.socketPath, { force: true }).catch(() => undefined)
  }
}
