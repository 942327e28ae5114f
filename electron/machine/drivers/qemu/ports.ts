import { createServer } from 'node:net'

/**
 * A port of the loopback that is free now. Somebody may take it before QEMU does: QEMU cannot be asked for "any"
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
