import { engineDefaults, type EngineSettings } from '../../../electron/api/schema/engine-settings.ts'

export type Value = EngineSettings[string]

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** A list of words; null for any other form. */
export function stringsIn(value: Value | undefined): string[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value)) return null
  return value.every((each) => typeof each === 'string') ? value : null
}

/** Address pools as "base size"; null for any other form. */
export function poolLines(value: Value | undefined): string[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value)) return null
  const lines = value.map((pool) => {
    if (typeof pool === 'string') return pool
    if (typeof pool !== 'object' || pool === null || Array.isArray(pool)) return null
    const { base, size, ...others } = pool
    const known = typeof base === 'string' && typeof size === 'number' && Object.keys(others).length === 0
    return known ? `${base} ${size}` : null
  })
  return lines.every((line) => line !== null) ? lines : null
}

/** A line that is no pool yet stays as it is: the engine says what it lacks. */
export function poolsOf(lines: readonly string[]): Value {
  return lines.map((line) => {
    const pool = /^(\S+)\s+\/?(\d{1,3})$/.exec(line)
    return pool?.[1] && pool[2] ? { base: pool[1], size: Number(pool[2]) } : line
  })
}

export function logOption(engine: EngineSettings, name: string): string {
  const options = optionsOf(engine)
  const value = options[name]
  return typeof value === 'string' ? value : ''
}

/**
 * The options with one set. The user's take the place of Berth's as a whole, so Berth's others come along when the first
 * is set; none are left when the last is taken out.
 */
export function setLogOption(engine: EngineSettings, name: string, value: string): Value | undefined {
  const berths = (engine['log-driver'] ?? 'json-file') === 'json-file' ? engineDefaults['log-opts'] : {}
  const base: Record<string, Value> = engine['log-opts'] === undefined ? berths : optionsOf(engine)
  const { [name]: _old, ...others } = base
  const next = value === '' ? others : { ...base, [name]: value }
  const isBerths = JSON.stringify(next) === JSON.stringify(berths)
  return Object.keys(next).length > 0 && !isBerths ? next : undefined
}

/** A proxy of the engine's; null for settings of another form. */
export function proxyOption(engine: EngineSettings, name: string): string | null {
  const proxies = engine['proxies']
  if (proxies === undefined) return ''
  if (typeof proxies !== 'object' || proxies === null || Array.isArray(proxies)) return null
  const value = proxies[name] ?? ''
  return typeof value === 'string' ? value : null
}

/** The proxies with one set; none are left when the last is taken out. */
export function setProxy(engine: EngineSettings, name: string, value: string): Value | undefined {
  const { [name]: _old, ...others } = (engine['proxies'] ?? {}) as Record<string, Value>
  const next = value === '' ? others : { ...others, [name]: value }
  return Object.keys(next).length > 0 ? next : undefined
}

function optionsOf(engine: EngineSettings): Record<string, Value> {
  const options = engine['log-opts']
  return typeof options === 'object' && options !== null && !Array.isArray(options) ? options : {}
}
