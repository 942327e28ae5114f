import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { reasonOf } from '../base/deadline.ts'
import { BerthError, toBerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import { openChannel, openIdleTerminal } from './channels.ts'
import type { Connection, Endpoint } from './connection.ts'
import { establish, whileBooting, whileRunning } from './establish.ts'
import type { LinkState } from './link-state.ts'

export interface LinkOptions extends Endpoint {
  /** a new byte stream to the guest's sshd */
  readonly connect: (signal: AbortSignal) => Promise<Duplex>
  readonly log: Log
  /** milliseconds that a lost connection is tried again before the link is lost for good */
  readonly reconnectMs?: number
}

interface Attempt {
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/**
 * The one SSH connection to the guest. Everything between host and guest is a channel of it.
 *
 * A connection that ends is replaced, for a bounded time and by one attempt at a time; streams of the old one end,
 * they are never carried over.
 */
export class GuestLink {
  /** every change of `state` */
  readonly changes = new Topic<LinkState>()
  readonly #options: LinkOptions
  #state: LinkState = { kind: 'idle' }
  #connection: Connection | null = null
  /** settles once the connection's sessions may be opened: see `#prepare`; null until one is asked for */
  #prepared: Promise<void> | null = null
  /** the attempt that goes on now; there is never a second one */
  #attempt: Attempt | null = null
  #leaving = false

  constructor(options: LinkOptions) {
    this.#options = options
  }

  get state(): LinkState {
    return this.#state
  }

  /** The connection if there is one right now. */
  get connection(): Connection | null {
    return this.#connection
  }

  /**
   * Connects; tries again until it succeeds, a try fails for good, or `signal` aborts. An attempt or a connection that is
   * there already is ended first.
   *
   * @throws BerthError `guest-unreachable`, or the signal's reason
   */
  async open(signal: AbortSignal): Promise<void> {
    // Looked at again after each wait: somebody else may have begun in the meantime.
    while (this.#attempt) await this.#endAttempt(this.#attempt)
    this.#drop()
    this.#leaving = false
    const abort = new AbortController()
    const stop = (): void => abort.abort(reasonOf(signal))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    this.#set({ kind: 'connecting', since: now() })
    try {
      await this.#try(abort, (s) => establish(this.#options, whileBooting, s))
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Resolves with the connection, waiting for one that is on its way; rejects when none is, or when `signal` aborts. */
  ready(signal: AbortSignal): Promise<Connection> {
    if (this.#connection) return Promise.resolve(this.#connection)
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#connection) settle(() => resolve(this.#connection as Connection))
        else if (signal.aborted) settle(() => reject(reasonOf(signal)))
        else if (!isOnItsWay(this.#state)) settle(() => reject(this.#whyNot()))
      }
      const stop = this.changes.subscribe(look)
      const settle = (done: () => void): void => {
        stop()
        signal.removeEventListener('abort', look)
        done()
      }
      signal.addEventListener('abort', look, { once: true })
      look()
    })
  }

  /** A command's channel: with `pty`, in a terminal of its own. */
  exec(
    command: string,
    options: { pty?: { term: string; cols: number; rows: number } },
    signal: AbortSignal,
  ): Promise<ClientChannel> {
    return this.#session(signal, (client, done) => client.exec(command, options, done))
  }

  /** A login shell's channel, in a terminal or (`pty` null) without one. */
  shell(
    pty: { term: string; cols: number; rows: number } | null,
    signal: AbortSignal,
  ): Promise<ClientChannel> {
    return this.#session(signal, (client, done) => client.shell(pty ?? false, done))
  }

  /** Tells the link that the guest goes down as asked: when the connection ends now, no new one is tried. */
  expectEnd(): void {
    this.#leaving = true
  }

  /** Ends connection and attempts. Bounded, never rejects; a closed link can be opened again. */
  async close(): Promise<void> {
    this.#leaving = true
    while (this.#attempt) await this.#endAttempt(this.#attempt)
    this.#drop()
    this.#set({ kind: 'closed' })
  }

  async #session(
    signal: AbortSignal,
    open: (client: Connection['client'], done: (error?: Error, channel?: ClientChannel) => void) => void,
  ): Promise<ClientChannel> {
    const connection = await this.ready(signal)
    this.#prepared ??= this.#prepare(connection)
    await this.#prepared
    const { client } = connection
    return openChannel(signal, (done) => open(client, done))
  }

  /** Runs the one attempt and takes over the connection that it yields. */
  async #try(abort: AbortController, attempt: (signal: AbortSignal) => Promise<Connection>): Promise<void> {
    const work = attempt(abort.signal).then(
      (connection) => this.#adopt(connection),
      (thrown: unknown) => {
        const error = toBerthError(thrown)
        this.#set({ kind: 'lost', since: now(), error })
        throw error
      },
    )
    const current = { abort, ended: work.catch(() => undefined) }
    this.#attempt = current
    try {
      await work
    } finally {
      if (this.#attempt === current) this.#attempt = null
    }
  }

  #adopt(connection: Connection): void {
    const { client, transport } = connection
    let why = 'the guest closed it'
    const ended = (): void => {
      transport.destroy()
      this.#ended(connection, why)
    }
    client.on('error', (error: Error) => {
      why = error.message
      transport.destroy()
    })
    client.on('end', ended)
    client.on('close', ended)
    this.#connection = connection
    this.#prepared = null
    this.#set({ kind: 'connected', since: now() })
    if (transport.destroyed) ended()
  }

  /**
   * sshd turns Nagle off on its side with the connection's first session, and only if that has a terminal: else every
   * message that follows another waits some 40 ms for an acknowledgement. So a terminal comes before all other sessions.
   */
  async #prepare(connection: Connection): Promise<void> {
    try {
      await openIdleTerminal(connection.client)
    } catch (error) {
      const data = { error: error instanceof Error ? error.message : String(error) }
      this.#options.log.warn(data, 'no idle terminal in the guest: small messages may take 40 ms longer')
    }
  }

  #ended(connection: Connection, why: string): void {
    if (this.#connection !== connection) return
    this.#connection = null
    const reason = `the connection to the guest ended: ${why}`
    if (this.#leaving) {
      this.#set({ kind: 'lost', since: now(), error: unreachable(`The guest is gone: ${reason}.`) })
      return
    }
    this.#options.log.warn({ why }, 'the connection to the guest ended, trying a new one')
    this.#set({ kind: 'reconnecting', since: now(), reason })
    const abort = new AbortController()
    const plan = { ...whileRunning, boundMs: this.#options.reconnectMs ?? whileRunning.boundMs }
    this.#try(abort, (signal) => establish(this.#options, plan, signal)).then(
      () => this.#options.log.info({}, 'connected to the guest again'),
      (error: unknown) => this.#options.log.warn({ error: toBerthError(error).message }, 'the guest is lost'),
    )
  }

  async #endAttempt(attempt: Attempt): Promise<void> {
    attempt.abort.abort(unreachable('The connection to the guest was called off.'))
    await attempt.ended
  }

  #drop(): void {
    const connection = this.#connection
    this.#connection = null
    // Without a good-bye, which would have to be waited for: the other side may be a machine that stands still.
    connection?.transport.destroy()
  }

  #set(state: LinkState): void {
    this.#state = state
    this.changes.publish(state)
  }

  #whyNot(): BerthError {
    if (this.#state.kind === 'lost') return this.#state.error
    return unreachable('There is no connection to the guest.')
  }
}

function isOnItsWay(state: LinkState): boolean {
  return state.kind === 'connecting' || state.kind === 'reconnecting' || state.kind === 'connected'
}

function unreachable(message: string): BerthError {
  return new BerthError('guest-unreachable', message, {
    hint: 'Look at "berth status"; "berth restart" starts the machine anew.',
  })
}

function now(): string {
  return new Date().toISOString()
}
