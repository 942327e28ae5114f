import type { Server } from 'node:net'
import type { Log } from '../../../base/log.ts'
import { openTcp } from '../../channels.ts'
import type { GuestLink } from '../../link.ts'
import { ForwardClients } from '../clients.ts'
import { bind, troubleOf, type PortTrouble } from './bind.ts'

/** A port of the guest's that is to answer on this computer. */
export interface PortBind {
  /** the address that it answers on here */
  readonly host: string
  readonly port: number
  /** the guest's own address that it leads to, on the same port */
  readonly target: string
}

export interface PortForwardOptions {
  readonly link: GuestLink
  readonly log: Log
  /** called when `trouble` or `isOpen` changed */
  readonly changed: () => void
  /** milliseconds before the second try; doubled with each, up to 30 s */
  readonly retryMs?: number
}

const longestRetryMs = 30_000

/** One published port: listens as soon as it can, trying again while another program has it. */
export class PortForward {
  readonly host: string
  readonly port: number
  /** may be changed while it listens: a container made anew may publish on another of the guest's addresses */
  target: string
  readonly #options: PortForwardOptions
  readonly #clients: ForwardClients
  #server: Server | null = null
  #trouble: PortTrouble | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false
  #listening: Promise<void>

  constructor({ host, port, target }: PortBind, options: PortForwardOptions) {
    this.host = host
    this.port = port
    this.target = target
    this.#options = options
    const { link, log } = options
    this.#clients = new ForwardClients({
      name: `port ${port}`,
      link,
      log,
      open: ({ client }, closing) => openTcp(client, this.target, port, closing),
    })
    this.#listening = this.#listen(options.retryMs ?? 1_000)
  }

  get isOpen(): boolean {
    return this.#server !== null
  }

  /** why it does not answer; null while it does, or is about to */
  get trouble(): PortTrouble | null {
    return this.#trouble
  }

  /** Ends its clients and gives the port back; resolves when another may have it. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#clients.close()
    await this.#listening
    const server = this.#server
    this.#server = null
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  async #listen(retryMs: number): Promise<void> {
    const { host, port } = this
    const { log, changed } = this.#options
    try {
      this.#server = await bind(host, port, (socket) => void this.#clients.serve(socket))
      this.#server.on('error', (error) => log.warn({ port, error: error.message }, 'a port took no client'))
      this.#trouble = null
      log.debug({ host, port }, 'a published port answers')
      if (!this.#closed) changed()
    } catch (error) {
      if (this.#closed) return
      const trouble = troubleOf(error)
      if (this.#trouble !== trouble) log.info({ host, port, trouble }, 'a published port does not answer')
      const isNews = this.#trouble !== trouble
      this.#trouble = trouble
      // Who has it says nothing when it lets go.
      this.#timer = setTimeout(() => {
        this.#listening = this.#listen(Math.min(retryMs * 2, longestRetryMs))
      }, retryMs)
      this.#timer.unref()
      if (isNews) changed()
    }
  }
}
