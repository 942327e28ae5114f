import type { Readable } from 'node:stream'

/** Bytes that a browser may fetch once: a file that the host or the engine makes while it is read. */
export interface Download {
  /** what the browser calls the file */
  readonly name: string
  /** media type; what is no known kind of text or image is `application/octet-stream` */
  readonly type: string
  /** size where it is known beforehand */
  readonly bytes: number | null
  /** May reject with a `BerthError`, which the browser gets instead. `signal` aborts when the browser gives up. */
  open(signal: AbortSignal): Promise<Readable>
}

/** Where bytes that a browser sends once go to. */
export interface Upload {
  /** Reads `body` to its end. May reject with a `BerthError`. `bytes`: the size that the browser announced. */
  take(body: Readable, signal: AbortSignal, bytes: number | null): Promise<void>
}

/**
 * Bulk bytes between host and page: they go by HTTP, with its own flow control, never through the contract's WebSocket.
 * Each answers the path below the page's origin at which its offer can be used once, and soon. `GET` fetches a download;
 * `PUT` brings an upload. Errors are answered as JSON of a `PlainError`.
 */
export interface Transfers {
  download(offer: Download): string
  upload(offer: Upload): string
}
