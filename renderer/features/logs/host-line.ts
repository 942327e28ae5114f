import type { Line } from './log-buffer.ts'

/** pino's levels (getpino.io, "logger.level"). */
const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** What says nothing in a line that one reads in the host's own log. */
const left = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'v'])

/** A line of Berth's own logs as people read it: the host's JSON becomes a sentence, all else stays as it is. */
export function hostLine(raw: string): Line {
  const entry = raw.startsWith('{') ? parsed(raw) : null
  if (!entry) return { text: raw, time: NaN, stream: 'stdout' }
  const { level: rank, time: at, msg } = entry
  const level = typeof rank === 'number' ? (levels[rank] ?? '') : words(rank)
  const time = typeof at === 'number' ? at : Date.parse(words(at))
  const rest = Object.entries(entry)
    .filter(([key]) => !left.has(key))
    .map(([key, value]) => `${key}=${words(value)}`)
  const text = [level.padEnd(5), words(msg), ...rest].join(' ').trimEnd()
  return { text, time, stream: ['warn', 'error', 'fatal'].includes(level) ? 'stderr' : 'stdout' }
}

function words(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parsed(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
