import { BerthError } from '../../base/errors.ts'

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/**
 * A time as log lines have it (RFC 3339), as the engine wants it: unix seconds with nine digits behind the point.
 * The engine gives lines from this very nanosecond on.
 */
export function sinceOf(time: string): string {
  const [, seconds, fraction, zone] = rfc3339.exec(time) ?? []
  const ms = Date.parse(`${seconds ?? ''}${zone ?? ''}`)
  if (Number.isNaN(ms))
    throw new BerthError('bad-input', `"${time}" is not a time.`, {
      hint: 'Use the form 2026-08-01T12:00:00Z.',
    })
  return `${ms / 1000}.${(fraction ?? '').padEnd(9, '0')}`
}
