import http from 'node:http'
import https from 'node:https'
import { getCACertificates } from 'node:tls'

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** whoever answers is believed, as the engine does with what it was told is insecure */
  readonly unverified: boolean
}

export interface RegistryAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** A list of ten thousand tags takes some 200 kB. */
const maxBytes = 4 * 1024 * 1024
/** Milliseconds that a registry may be silent. */
const silenceMs = 10_000

/** One request to a registry from this computer: through the user's proxy, with the authorities that the system trusts. */
export function askRegistry(url: URL, request: RegistryRequest): Promise<RegistryAnswer> {
  return new Promise((resolve, reject) => {
    const { method, headers, signal } = request
    const options = { method, headers: { 'User-Agent': 'berth', ...headers }, signal, timeout: silenceMs }
    const sent =
      url.protocol === 'https:'
        ? https.request(url, { ...options, agent: request.unverified ? unverified() : verified() })
        : http.request(url, { ...options, agent: plain() })
    sent.on('error', reject)
    sent.on('timeout', () => sent.destroy(new Error('it did not answer for 10 seconds')))
    sent.on('response', (response) => {
      readAll(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        (error: unknown) => reject(error as Error),
      )
    })
    sent.end(request.body)
  })
}

async function readAll(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new Error(`it answered more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Made when first needed: reading what the system trusts takes a while. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

const proxyEnv = process.env
const plain = once(() => new http.Agent({ proxyEnv }))
const verified = once(
  () => new https.Agent({ proxyEnv, ca: [...getCACertificates('default'), ...getCACertificates('system')] }),
)
const unverified = once(() => new https.Agent({ proxyEnv, rejectUnauthorized: false }))
