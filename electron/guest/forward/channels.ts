import type { ClientChannel } from 'ssh2'
import { openStreamLocal } from '../channels.ts'
import type { Connection } from '../connection.ts'

/**
 * How long an unused spare channel is kept, in milliseconds. To the engine it is a connection that has not asked yet: one
 * that is younger than five seconds holds up its shutdown (Go's http.Server.Shutdown), so it must not stay for long.
 */
const spareMs = 2_000

interface Spare {
  readonly connection: Connection
  readonly opening: Promise<ClientChannel>
  readonly timer: NodeJS.Timeout
}

/**
 * Channels to one socket of the guest's, with one opened ahead while clients come in a row: opening costs a round trip
 * that the next client then need not wait for.
 */
export class ForwardChannels {
  readonly #target: string
  readonly #signal: AbortSignal
  #spare: Spare | null = null

  /** @param signal ends openings that are under way */
  constructor(target: string, signal: AbortSignal) {
    this.#target = target
    this.#signal = signal
  }

  /** A channel that nobody uses yet. Rejects as `openStreamLocal` does. */
  async take(connection: Connection): Promise<ClientChannel> {
    const spare = this.#spare
    if (spare?.connection !== connection) return this.#open(connection)
    this.#forget(spare)
    const channel = await spare.opening.catch(() => null)
    if (!channel) return this.#open(connection)
    channel.off('end', this.drop)
    return channel
  }

  /** Opens the next client's channel ahead, unless one is there. */
  prepare(connection: Connection): void {
    if (this.#spare || this.#signal.aborted) return
    const opening = this.#open(connection)
    const spare = { connection, opening, timer: setTimeout(this.drop, spareMs) }
    this.#spare = spare
    opening.then(
      (channel) => {
        if (this.#spare !== spare) return
        // The engine says nothing before it is asked: the only thing to be heard is that it ended.
        channel.once('end', this.drop)
        channel.resume()
      },
      () => this.#forget(spare),
    )
  }

  /** Closes the spare channel, if there is one. */
  readonly drop = (): void => {
    const spare = this.#spare
    if (!spare) return
    this.#forget(spare)
    spare.opening.then(
      (channel) => channel.destroy(),
      () => undefined,
    )
  }

  #open(connection: Connection): Promise<ClientChannel> {
    return openStreamLocal(connection.client, this.#target, this.#signal)
  }

  #forget(spare: Spare): void {
    clearTimeout(spare.timer)
    if (this.#spare === spare) this.#spare = null
  }
}
