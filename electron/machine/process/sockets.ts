import { connect, createServer, type Socket } from 'node:net'
import { pause, reasonOf } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'

/** An address on this computer: a Unix socket, or a port of the loopback. */
export type LocalAddress = { readonly path: string } | { readonly port: number }

const openMs = 20_000
const retryMs = 10

/** A connected socket; `signal` counts only until it is. Rejects with Node's own error, or the signal's reason. */
export function connected(address: LocalAddress, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal))
      return
    }
    const socket =
      'path' in address ? connect(address) : connect({ ...address, host: '127.0.0.1', noDelay: true })
    const onAbort = (): void => void socket.destroy(reasonOf(signal))
    const settle = (): void => signal.removeEventListener('abort', onAbort)
    const fail = (error: Error): void => {
      settle()
      reject(error)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('error', fail)
    socket.once('connect', () => {
      settle()
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

/**
 * Tries again for as long as nobody listens yet: a hypervisor opens its sockets a moment after it was started. `who` is
 * its name. Rejects with `hypervisor-failed` after 20 seconds, at once with what is a `BerthError` already.
 */
export async function whenThere<T>(
  who: string,
  attempt: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const end = performance.now() + openMs
  for (;;) {
    try {
      return await attempt(signal)
    } catch (error) {
      if (signal.aborted || error instanceof BerthError) throw error
      if (performance.now() > end)
        throw new BerthError(
          'hypervisor-failed',
          `${who} did not open its sockets within ${openMs / 1000} seconds.`,
          { hint: 'Look at machine/hypervisor.log in the Berth folder.', cause: error },
        )
    }
    await pause(retryMs, signal)
  }
}

/**
 * A port of the loopback that is free now. Somebody may take it before its user does: QEMU cannot be asked for "any"
 * and then for which (slirp tells no port 0), so the caller tries again with another.
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('the system gave no port'))
      })
    })
  })
}
