/**
 * What goes through a port: the contract's messages as texts, as on a WebSocket, and the little that a WebSocket does by
 * itself. Read by hand, without zod: the page needs it before anything else.
 */
export type Frame =
  /** the server's first word */
  | { readonly kind: 'open' }
  | { readonly kind: 'text'; readonly text: string }
  /** so much of what was sent has been read; without it nobody would know who does not read */
  | { readonly kind: 'took'; readonly length: number }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }

/** Characters of a reason that are worth keeping (RFC 6455, 5.5: 123 bytes). */
const reasonLength = 123

/** A frame, or null for what is none; `longest` bounds a text, in UTF-16 units. */
export function readFrame(data: unknown, longest: number): Frame | null {
  if (typeof data !== 'object' || data === null) return null
  const { kind, text, length, code, reason } = data as Record<string, unknown>
  switch (kind) {
    case 'open':
      return { kind }
    case 'text':
      return typeof text === 'string' && text.length <= longest ? { kind, text } : null
    case 'took':
      return typeof length === 'number' && Number.isSafeInteger(length) && length > 0
        ? { kind, length }
        : null
    case 'close':
      return typeof code === 'number' && Number.isInteger(code) && code >= 1000 && code < 5000
        ? { kind, code, reason: typeof reason === 'string' ? reason.slice(0, reasonLength) : '' }
        : null
    default:
      return null
  }
}
