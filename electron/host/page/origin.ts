import type { IncomingMessage } from 'node:http'

/**
 * The host that a request was addressed to, or null when it is not one of ours: what comes by another name comes by
 * DNS rebinding.
 */
export function ownHost(request: IncomingMessage, port: number): string | null {
  const { host } = request.headers
  return host === `127.0.0.1:${port}` || host === `localhost:${port}` ? host : null
}

/** Whether a page of this very origin sent it; browsers say so with every WebSocket (RFC 6455, 10.2) and every PUT (Fetch). */
export function fromOwnOrigin(request: IncomingMessage, host: string): boolean {
  return request.headers.origin === `http://${host}`
}
