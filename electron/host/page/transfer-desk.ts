import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Download, Transfers, Upload } from '../../api/services/transfers.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { fingerprint, newSecret } from './secrets.ts'

/** How long an offer waits to be used, in milliseconds: as long as a person may look at a dialog of the browser's. */
const offerLifeMs = 10 * 60_000
/** So many unused offers at most; one more forgets the oldest. */
const offerLimit = 256

type Offer = { readonly ends: number } & (
  { readonly kind: 'download'; readonly of: Download } | { readonly kind: 'upload'; readonly of: Upload }
)

/** Where the transfers are, below the page's origin. */
export const transferPath = '/transfer/'

/** Hands bulk bytes out and takes them in, each offer once. Its caller has checked who asks, and from where. */
export class TransferDesk implements Transfers {
  readonly #offers = new Map<string, Offer>()
  readonly #log: Log
  readonly #now: () => number

  /** `now`: milliseconds on a clock that never steps back */
  constructor(log: Log, now: () => number = () => performance.now()) {
    this.#log = log
    this.#now = now
  }

  download(of: Download): string {
    return this.#offer({ kind: 'download', of, ends: this.#now() + offerLifeMs })
  }

  upload(of: Upload): string {
    return this.#offer({ kind: 'upload', of, ends: this.#now() + offerLifeMs })
  }

  /** Answers a request below `transferPath`; resolves when all of it has gone through. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished) gone.abort()
    })
    try {
      const offer = this.#take(request)
      if (offer.kind === 'download') await sendFile(offer.of, response, gone.signal)
      else {
        const bytes = request.headers['content-length']
        await offer.of.take(request, gone.signal, bytes === undefined ? null : Number(bytes))
        response.writeHead(204).end()
      }
    } catch (thrown) {
      this.#fail(response, thrown)
    }
  }

  #offer(offer: Offer): string {
    const [oldest] = this.#offers.keys()
    if (oldest !== undefined && this.#offers.size >= offerLimit) this.#offers.delete(oldest)
    const secret = newSecret()
    this.#offers.set(fingerprint(secret), offer)
    return transferPath + secret
  }

  #take(request: IncomingMessage): Offer {
    const secret = (request.url ?? '').slice(transferPath.length)
    const key = fingerprint(secret)
    const offer = this.#offers.get(key)
    const method = offer?.kind === 'upload' ? 'PUT' : 'GET'
    if (offer && request.method === method) this.#offers.delete(key)
    if (!offer || request.method !== method || offer.ends <= this.#now())
      throw new BerthError('not-found', 'This transfer has been used, or is too old.', {
        hint: 'Ask for it again on the page.',
      })
    return offer
  }

  #fail(response: ServerResponse, thrown: unknown): void {
    const error = toBerthError(thrown)
    if (!isAbort(thrown)) this.#log.info({ error: error.toPlain() }, 'a transfer failed')
    if (response.headersSent || response.destroyed) {
      // Too late for words: a connection that breaks is how a browser learns that a file is not whole.
      response.destroy()
      return
    }
    const status = error.code === 'not-found' ? 404 : error.code === 'internal' ? 500 : 409
    response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' })
    response.end(JSON.stringify(error.toPlain()))
  }
}

async function sendFile(file: Download, response: ServerResponse, signal: AbortSignal): Promise<void> {
  const body = await file.open(signal)
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Disposition': disposition(file.name),
    'Cache-Control': 'no-store',
    ...(file.bytes !== null && { 'Content-Length': String(file.bytes) }),
  })
  await pipeline(body, response, { signal })
}

/** Always to be saved, never shown: what a container holds must not run as a page of ours (RFC 6266, RFC 8187). */
function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}
