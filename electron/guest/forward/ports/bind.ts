import { createServer, type Server, type Socket } from 'node:net'
import { isSystemError } from '../../../base/errors.ts'

/** Why a port does not answer on the host. */
export type PortTrouble = 'taken' | 'denied' | 'no-address' | 'failed'

const backlog = 511
const loopbackPeer = /^(?:::ffff:)?127\.|^::1$/

/** Clients of one port at a time: each is a channel with a window of its own. */
const mostClients = 1024

export type Accept = (socket: Socket) => void

/**
 * Listens on a TCP port of this computer. Where a port below 1024 is denied on a loopback address, it is asked for on all
 * addresses, and whoever comes from elsewhere is let go at once: macOS gives such ports to everyone, but only that way.
 */
export async function bind(host: string, port: number, accept: Accept): Promise<Server> {
  try {
    return await listen(host, port, accept)
  } catch (error) {
    const everywhere = host === '127.0.0.1' ? '0.0.0.0' : host === '::1' ? '::' : null
    if (everywhere === null || port >= 1024 || troubleOf(error) !== 'denied') throw error
    return await listen(everywhere, port, (socket) => {
      if (isFromHere(socket.remoteAddress)) accept(socket)
      else socket.destroy()
    })
  }
}

/** Whether a peer's address is this computer's own loopback. */
export function isFromHere(address: string | undefined): boolean {
  return address !== undefined && loopbackPeer.test(address)
}

export function troubleOf(error: unknown): PortTrouble {
  const code = isSystemError(error) ? error.code : undefined
  if (code === 'EADDRINUSE') return 'taken'
  if (code === 'EACCES' || code === 'EPERM') return 'denied'
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return 'no-address'
  return 'failed'
}

function listen(host: string, port: number, accept: Accept): Promise<Server> {
  return new Promise((resolve, reject) => {
    const options = { allowHalfOpen: true, pauseOnConnect: true, noDelay: true }
    const server = createServer(options, accept)
    server.maxConnections = mostClients
    server.once('error', reject)
    server.listen({ host, port, backlog, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}
