import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Transfer } from './answer.ts'

/** What the page needs to know of an answer of the host's. */
const passedOn = ['content-type', 'content-disposition', 'content-length', 'cache-control']

/**
 * Files and tars by plain HTTP to the host's control socket, as streams from end to end: whoever is slow holds the other
 * back. The scheme carries them, and no port on loopback: so nothing listens that another program could reach, and the
 * page's policy names no other origin.
 */
export function hostTransfers(controlSocket: string): Transfer {
  return async (request, path) => {
    if (request.method !== 'GET' && request.method !== 'PUT') return new Response(null, { status: 405 })
    try {
      const answer = await ask(controlSocket, request, path)
      const headers = new Headers()
      for (const name of passedOn) {
        const value = answer.headers[name]
        if (typeof value === 'string') headers.set(name, value)
      }
      const status = answer.statusCode ?? 502
      if (status === 204) answer.resume()
      return new Response(status === 204 ? null : (Readable.toWeb(answer) as BodyInit), { status, headers })
    } catch {
      return new Response(null, { status: 502 })
    }
  }
}

function ask(socketPath: string, request: Request, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ socketPath, path, method: request.method, signal: request.signal }, resolve)
    asked.once('error', reject)
    if (!request.body) {
      asked.end()
      return
    }
    // An answer may come before all was sent: a refusal, which is what counts then.
    pipeline(Readable.fromWeb(request.body as ReadableStream), asked).catch(reject)
  })
}
