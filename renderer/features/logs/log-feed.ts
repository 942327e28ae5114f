import type { LogSource } from '../../../electron/api/schema/logs.ts'
import type { Readable } from '../../client/store.ts'
import type { LogBuffer } from './log-buffer.ts'

export type FeedState =
  | { readonly kind: 'loading' | 'following' | 'reconnecting' }
  /** the engine is lost; the log goes on when it is back */
  | { readonly kind: 'waiting' }
  /** what it is the log of has ended, and all of its log is here */
  | { readonly kind: 'ended' }
  /** what it was the log of is no more */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: { readonly message: string; readonly hint: string } }

/** Lines that come in, as a log view takes them. */
export interface LogFeed {
  readonly buffer: LogBuffer
  /** a new number per frame in which lines came */
  readonly version: Readable<number>
  readonly state: Readable<FeedState>
  /** whose lines they are, each at the index that its lines have; empty where there is only one */
  readonly sources: Readable<readonly LogSource[]>
  /** A path at which the whole log can be fetched as a file; without it, a file is made of what is here. */
  readonly file?: (options: FileOptions) => Promise<string>
  clear(): void
  close(): void
}

export interface FileOptions {
  readonly stdout: boolean
  readonly stderr: boolean
  readonly times: boolean
}
