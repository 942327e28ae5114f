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
  const level =
    typeof entry['level'] === 'number' ? (levels[entry['level']] ?? '') : String(entry['level'] ?? '')
  const time = typeof entry['time'] === 'number' ? entry['time'] : Date.parse(String(entry['time'] ?? ''))
  const rest = Object.entries(entry)
    .filter(([key]) => !left.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const text = [level.padEnd(5), String(entry['msg'] ?? ''), ...rest].join(' ').trimEnd()
  return { text, time, stream: ['warn', 'error', 'fatal'].includes(level) ? 'stderr' : 'stdout' }
}

function parsed(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
