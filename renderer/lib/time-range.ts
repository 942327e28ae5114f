/** Which part of what has a time is asked for. `since` and `until` as they were typed; empty for open ends. */
export type TimeRange =
  | { readonly kind: 'newest' }
  | { readonly kind: 'all' }
  | { readonly kind: 'between'; readonly since: string; readonly until: string }

/** RFC 3339, or null for an open end */
export interface Bounds {
  readonly since: string | null
  readonly until: string | null
}

/** The range as it is by the clock; what cannot be read as a time is an open end. */
export function boundsOf(range: TimeRange, now: number): Bounds {
  if (range.kind !== 'between') return { since: null, until: null }
  return { since: isoOf(range.since, now), until: isoOf(range.until, now) }
}

function isoOf(text: string, now: number): string | null {
  const ms = text.trim() === '' ? null : timeOf(text, now)
  return ms === null ? null : new Date(ms).toISOString()
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}
const span = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/i

/**
 * A time as people type it, in unix milliseconds; null when it is none. "10m" and "1h 30m" are so long ago; "14:05" is
 * the last time that it was so late; "2026-08-01 14:05" is in the user's zone, unless it names one of its own.
 */
export function timeOf(text: string, now: number): number | null {
  const typed = text.trim()
  if (span.test(typed)) {
    let ms = 0
    for (const [, count, unit] of typed.matchAll(/(\d+(?:\.\d+)?)\s*([smhdw])/gi))
      ms += Number(count) * (unitMs[unit?.toLowerCase() ?? ''] ?? 0)
    return valid(now - ms)
  }
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(typed)
  if (clock) {
    const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)]
    if (hours > 23 || minutes > 59 || seconds > 59) return null
    const at = new Date(now)
    at.setHours(hours, minutes, seconds, 0)
    if (at.getTime() > now) at.setDate(at.getDate() - 1)
    return at.getTime()
  }
  if (!/^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i.test(typed))
    return null
  // A date alone would be read as UTC.
  return valid(Date.parse(typed.length === 10 ? `${typed}T00:00` : typed.replace(' ', 'T')))
}

const valid = (ms: number): number | null => (Number.isNaN(new Date(ms).getTime()) ? null : ms)
