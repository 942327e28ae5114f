import { connect, isIPv4, type Socket } from 'node:net'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'

/** Milliseconds that one address has to answer: it is on this computer. */
const tryMs = 2000
const hint =
  'A VPN may have taken the way to it: see "berth doctor". "berth restart" starts the machine anew.'

/** What may be the guest's: IPv4, and no address that a card gives itself while it has none. */
export function usable(addresses: readonly string[]): string[] {
  const all = addresses.filter((each) => isIPv4(each) && !each.startsWith('169.254.') && each !== '0.0.0.0')
  return [...new Set(all)]
}

/**
 * Connects to the first of the addresses that answers. None is ever remembered: Windows gives its Default Switch another
 * network at every start. Rejects with `guest-unreachable`.
 */
export async function reach(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  let last = 'It has no address yet.'
  for (const host of usable(addresses)) {
    try {
      return await connected(host, port, signal)
    } catch (error) {
      if (signal.aborted) throw reasonOf(signal)
      last = `${host} does not answer: ${error instanceof Error ? error.message : String(error)}.`
    }
  }
  throw new BerthError('guest-unreachable', `The machine cannot be reached. ${last}`, { hint })
}

function connected(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const within = AbortSignal.any([signal, AbortSignal.timeout(tryMs)])
    const onAbort = (): void => void socket.destroy(new Error(`nothing within ${tryMs / 1000} s`))
    within.addEventListener('abort', onAbort, { once: true })
    if (within.aborted) onAbort()
    socket.once('error', reject)
    socket.once('connect', () => {
      within.removeEventListener('abort', onAbort)
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
