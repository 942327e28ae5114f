import type { BerthError } from '../base/errors.ts'

/** What the link is to its users. Times are ISO 8601. */
export type LinkState =
  /** nobody has opened it yet */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly since: string }
  | { readonly kind: 'connected'; readonly since: string }
  /** it was connected, the connection ended, a new one is being tried */
  | { readonly kind: 'reconnecting'; readonly since: string; readonly reason: string }
  /** no more is tried until somebody opens it again */
  | { readonly kind: 'lost'; readonly since: string; readonly error: BerthError }
  | { readonly kind: 'closed' }
