import http from 'node:http'
import { Readable, type Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { withDeadline } from '../base/deadline.ts'
import { isSystemError } from '../base/errors.ts'
import { malformed, notRunning, refusal, transportError } from './errors.ts'

export interface EngineRequest {
  /** our side of it for error sentences, as in "Could not <doing>: …" */
  readonly doing: string
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** without version: the engine speaks its newest */
  readonly path: string
  /** undefined is left out, an object goes as JSON (the engine's filters) */
  readonly query?: Readonly<Record<string, string | number | boolean | object | undefined>>
  /** An object goes as JSON. A stream goes as it comes, at the engine's pace; `headers` say what it is. */
  readonly body?: object | Readable
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** An answer that is read as it comes. Always consume or destroy it. */
export type EngineStream = http.IncomingMessage

/**
 * HTTP to the engine over its Unix socket, and what dockerode would not give: answers are bounded, redirects are
 * never followed (the guest could send us anywhere), the user's DOCKER_HOST has no say, and nothing but
 * node:http is loaded (dockerode and its gRPC take 30 MB more of the host process). Every error is a `BerthError`.
 */
export interface EngineClient {
  /** The whole answer, parsed; null when it is empty. `deadlineMs` null waits as long as the engine does. */
  json(request: EngineRequest, options?: { deadlineMs?: number | null; maxBytes?: number }): Promise<unknown>
  /** Resolves with the headers of a good answer. */
  stream(request: EngineRequest): Promise<EngineStream>
  /** Resolves with the raw connection once the engine has switched to it ("hijacked", for exec and attach). */
  upgrade(request: EngineRequest): Promise<Duplex>
  /** Ends every connection, those in use too. The client can be used again afterwards. */
  close(): void
}

const defaultDeadlineMs = 60_000
const defaultMaxBytes = 64 * 1024 * 1024
const maxErrorBytes = 64 * 1024

export function engineClient(socketPath: string): EngineClient {
  const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 4 })
  let open = new AbortController()

  async function send(request: EngineRequest, retry = true): Promise<EngineStream> {
    const { signal: ended } = open
    const sent = start(request, { agent, socketPath, signal: either(request.signal, ended) })
    try {
      const response = await answered(sent)
      if (isGood(response)) return response
      throw refusal(request.doing, response.statusCode ?? 0, await errorWords(response))
    } catch (thrown) {
      // A kept connection may end just as it is used again: Node's own advice is to send once more.
      const stale = sent.reusedSocket && isSystemError(thrown) && thrown.code === 'ECONNRESET'
      if (stale && retry && (request.method ?? 'GET') === 'GET') return send(request, false)
      throw ended.aborted ? notRunning(request.doing) : transportError(request.doing, thrown)
    }
  }

  return {
    async json(request, options = {}) {
      const read = async (signal: AbortSignal): Promise<unknown> => {
        const response = await send({ ...request, signal })
        const text = await readAll(response, options.maxBytes ?? defaultMaxBytes, request.doing)
        return text.trim() === '' ? null : parse(text, request.doing)
      }
      const signal = request.signal ?? new AbortController().signal
      if (options.deadlineMs === null) return read(signal)
      const ms = options.deadlineMs ?? defaultDeadlineMs
      const message = `Could not ${request.doing}: the engine did not answer for ${Math.round(ms / 1000)} seconds.`
      const hint =
        'It may be very busy: try again, or look at the engine\'s own log ("berth logs engine" for Berth\'s).'
      return withDeadline({ ms, message, hint }, signal, read)
    },
    stream: (request) => send(request),
    async upgrade(request) {
      const headers = { ...request.headers, Connection: 'Upgrade', Upgrade: 'tcp' }
      // A connection of its own: it never goes back to the pool.
      const signal = either(request.signal, open.signal)
      try {
        const sent = start({ ...request, headers }, { agent: false, socketPath, signal })
        const socket = await upgraded(sent, request.doing)
        const end = (): unknown => socket.destroy()
        signal.addEventListener('abort', end, { once: true })
        socket.once('close', () => signal.removeEventListener('abort', end))
        return socket
      } catch (thrown) {
        throw transportError(request.doing, thrown)
      }
    },
    close() {
      open.abort()
      open = new AbortController()
      agent.destroy()
    },
  }
}

function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return AbortSignal.any(one ? [one, other] : [other])
}

function start(
  request: EngineRequest,
  over: { agent: http.Agent | false; socketPath: string; signal: AbortSignal },
): http.ClientRequest {
  const stream = request.body instanceof Readable ? request.body : null
  const body = stream || request.body === undefined ? undefined : JSON.stringify(request.body)
  const sent = http.request({
    socketPath: over.socketPath,
    // What is streamed can't be sent again, so it never goes over a kept connection, which might just end.
    agent: stream ? false : over.agent,
    method: request.method ?? 'GET',
    path: request.path + queryOf(request.query),
    headers: {
      Host: 'engine',
      ...request.headers,
      ...(body !== undefined && {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
      }),
    },
    signal: over.signal,
  })
  // A stream that breaks breaks the request, and the other way round: whoever waits for the answer is told.
  if (stream) pipeline(stream, sent).catch((error: unknown) => sent.destroy(error as Error))
  else sent.end(body)
  return sent
}

function queryOf(query: EngineRequest['query']): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined)
      given.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  return given.size > 0 ? `?${given.toString()}` : ''
}

function answered(sent: http.ClientRequest): Promise<EngineStream> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      // An error before anybody reads is kept by the stream and thrown by its iterator.
      response.on('error', () => undefined)
      resolve(response)
    })
  })
}

function upgraded(sent: http.ClientRequest, doing: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('upgrade', (_response, socket, head) => {
      socket.on('error', () => undefined)
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    sent.on('response', (response) => {
      errorWords(response).then(
        (words) => reject(refusal(doing, response.statusCode ?? 0, words)),
        (error: unknown) => reject(transportError(doing, error)),
      )
    })
  })
}

/** 304 is the engine's "it is so already": no error to anybody. */
function isGood(response: EngineStream): boolean {
  const status = response.statusCode ?? 0
  return (status >= 200 && status < 300) || status === 304
}

/** The `message` of the engine's error answer, or what it says instead. */
async function errorWords(response: EngineStream): Promise<string> {
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response as AsyncIterable<string>) {
    text += chunk
    if (text.length > maxErrorBytes) break
  }
  try {
    const body = JSON.parse(text) as unknown
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message
  } catch {
    // a proxy's or a broken engine's plain text: said as it is
  }
  return text
}

async function readAll(response: EngineStream, maxBytes: number, doing: string): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxBytes) throw malformed(doing, `more than ${maxBytes} bytes`)
      chunks.push(chunk)
    }
  } catch (thrown) {
    throw transportError(doing, thrown)
  }
  return Buffer.concat(chunks, bytes).toString('utf8')
}

function parse(text: string, doing: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw malformed(doing, 'it is not JSON')
  }
}
