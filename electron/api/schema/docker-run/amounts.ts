const size = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i
const powers = ['', 'k', 'm', 'g', 't', 'p'] as const

/** Bytes of what docker calls a size: "512m", "1.5g", "1048576", in powers of 1024. Source: docker/go-units. */
export function parseSize(text: string): number | null {
  const [, count, unit = ''] = size.exec(text.trim()) ?? []
  if (count === undefined) return null
  const power = powers.findIndex((name) => name === unit.toLowerCase())
  const bytes = Math.floor(Number(count) * 1024 ** power)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** A size in the largest unit that says it whole: "512m", "1500k", "1000". */
export function printSize(bytes: number): string {
  let power = 0
  let rest = bytes
  while (rest > 0 && rest % 1024 === 0 && power < powers.length - 1) {
    rest /= 1024
    power += 1
  }
  return `${rest}${powers[power] ?? ''}`
}

const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g
const whole = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/
const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

/** Nanoseconds of a duration as Go writes it: "30s", "1m30s", "500ms". Source: time.ParseDuration. */
export function parseDuration(text: string): number | null {
  if (text.trim() === '0') return 0
  if (!whole.test(text.trim())) return null
  let sum = 0
  for (const [, count, unit = ''] of text.matchAll(part)) sum += Number(count) * (nanoseconds[unit] ?? 0)
  return Math.round(sum)
}

/** A duration in the units that say it whole: 90 s is "1m30s". */
export function printDuration(ns: number): string {
  let rest = ns
  let text = ''
  for (const unit of ['h', 'm', 's', 'ms', 'us', 'ns']) {
    const one = nanoseconds[unit] ?? 1
    const count = Math.floor(rest / one)
    if (count > 0) text += `${count}${unit}`
    rest -= count * one
  }
  return text === '' ? '0s' : text
}
