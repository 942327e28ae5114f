import type { Duplex } from 'node:stream'
import { pause, withDeadline } from '../base/deadline.ts'
import { BerthError, toBerthError } from '../base/errors.ts'
import { handshake, isFinal, publicKeyBytes, type Connection, type Endpoint } from './connection.ts'

/** How patiently a connection is tried; all in milliseconds. */
export interface Patience {
  /** between two tries at first, doubled up to `maxPauseMs` */
  readonly pauseMs: number
  readonly maxPauseMs: number
  /** for one handshake at first, doubled up to `maxReadyMs`: a guest that boots may swallow a connection */
  readonly readyMs: number
  readonly maxReadyMs: number
  /** in all */
  readonly boundMs: number
}

/** A start waits for every millisecond; its own step's deadline usually ends it first. */
export const whileBooting: Patience = {
  pauseMs: 20,
  maxPauseMs: 100,
  readyMs: 10_000,
  maxReadyMs: 20_000,
  boundMs: 180_000,
}

/** A running guest that went silent is called more and more rarely. */
export const whileRunning: Patience = {
  pauseMs: 50,
  maxPauseMs: 2_000,
  readyMs: 10_000,
  maxReadyMs: 20_000,
  boundMs: 60_000,
}

/**
 * Tries until a connection stands. One try at a time.
 *
 * @throws BerthError `guest-unreachable` with the last try's reason when time is up, or at once when no try can succeed
 */
export async function establish(
  options: Endpoint & { readonly connect: (signal: AbortSignal) => Promise<Duplex> },
  patience: Patience,
  signal: AbortSignal,
): Promise<Connection> {
  const pinned = publicKeyBytes(options.hostKey)
  const tried: { last?: BerthError } = {}
  const seconds = Math.round(patience.boundMs / 1000)
  const deadline = {
    ms: patience.boundMs,
    code: 'guest-unreachable',
    message: `The guest could not be reached for ${seconds} seconds.`,
    hint: 'Look at "berth logs machine"; "berth restart" starts the machine anew.',
  } as const
  const tries = async (within: AbortSignal): Promise<Connection> => {
    let [pauseMs, readyMs] = [patience.pauseMs, patience.readyMs]
    for (;;) {
      try {
        const transport = await options.connect(within)
        const connection = await handshake(transport, options, pinned, readyMs, within)
        // Nobody would hear of a connection that came with the deadline.
        if (within.aborted) transport.destroy()
        return connection
      } catch (thrown) {
        if (within.aborted || isFinal(thrown)) throw thrown
        tried.last = toBerthError(thrown)
      }
      await pause(pauseMs, within)
      pauseMs = Math.min(pauseMs * 2, patience.maxPauseMs)
      readyMs = Math.min(readyMs * 2, patience.maxReadyMs)
    }
  }
  try {
    return await withDeadline(deadline, signal, tries)
  } catch (thrown) {
    const error = toBerthError(thrown)
    const timedOut = error.message === deadline.message
    throw timedOut && tried.last ? withReason(error, tried.last) : error
  }
}

function withReason(error: BerthError, last: BerthError): BerthError {
  const message = `${error.message} The last try said: ${last.message}`
  return new BerthError(error.code, message, { hint: error.hint, cause: last })
}
