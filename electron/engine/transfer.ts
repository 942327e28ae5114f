import type { Readable } from 'node:stream'

/** Bytes for a browser, as the contract's `Download` wants them (electron/api/services/transfers.ts). */
export interface Outgoing {
  readonly name: string
  readonly type: string
  readonly bytes: number | null
  open(signal: AbortSignal): Promise<Readable>
}

/** Where a browser's bytes go, as the contract's `Upload` wants it. */
export interface Incoming {
  take(body: Readable, signal: AbortSignal, bytes: number | null): Promise<void>
}
