import { locale, t } from '../i18n/index.ts'

const unitNames = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in powers of 1000, as the docker command writes them: 1.53 GB, 12.4 MB, 312 kB. */
export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < unitNames.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${decimal(value, digits)} ${unitNames[unit] ?? 'B'}`
}

/** Bytes of memory in powers of 1024, as machines are sized: 2 GiB, 512 MiB. */
export function gibibytes(count: number): string {
  const gib = count / 2 ** 30
  if (gib >= 1) return `${trimmed(gib)} GiB`
  return `${Math.round(count / 2 ** 20)} MiB`
}

/** Bytes in use as the docker command writes them, in powers of 1024: 312 KiB, 24.1 MiB, 1.53 GiB. */
export function memory(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit < 2 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return `${decimal(value, digits)} ${units[unit] ?? 'B'}`
}

/** A percentage as it is, with a digit after its point where it is small: 0.3 %, 148 %. */
export const share = (percentage: number): string => `${decimal(percentage, percentage < 99.95 ? 1 : 0)} %`

const trimmed = (value: number): string => number(value, 0, value >= 100 ? 0 : 1)

/** A number as the language writes it, with so many digits after its point. */
export const decimal = (value: number, digits: number): string => number(value, digits, digits)

/** Kept, since to make one takes some fifty times as long as to use it. */
const numberFormats = new Map<string, Intl.NumberFormat>()

function number(value: number, least: number, most: number): string {
  const key = `${locale()} ${least} ${most}`
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: false,
    })
    numberFormats.set(key, format)
  }
  return format.format(value)
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** How long a step took or takes, in milliseconds: 85 ms, 3.2 s, 2 min 05 s. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${decimal(ms / 1000, 1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

type Unit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'

/** A span of time as roughly and as shortly as a table wants it: 12 s, 3 min, 5 days. */
export function span(ms: number): string {
  const [unit, count] = roughly(ms)
  return t(`common:span.${unit}`, { count })
}

/** How long ago that is: 12 s ago, 5 days ago. Both in milliseconds. */
export function ago(then: number, now: number): string {
  const [unit, count] = roughly(now - then)
  return t(`common:ago.${unit}`, { count })
}

function roughly(ms: number): [Unit, number] {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return ['seconds', seconds]
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return ['minutes', minutes]
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return ['hours', hours]
  const days = Math.floor(hours / 24)
  if (days < 14) return ['days', days]
  if (days < 60) return ['weeks', Math.floor(days / 7)]
  if (days < 730) return ['months', Math.floor(days / 30.44)]
  return ['years', Math.floor(days / 365.25)]
}

/** English without a.m. and p.m., as logs and engineers write times. */
const timeLocale = locale() === 'en' ? 'en-GB' : locale()
const clockFormat = new Intl.DateTimeFormat(timeLocale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const dateFormat = new Intl.DateTimeFormat(timeLocale, { dateStyle: 'medium', timeStyle: 'medium' })

/** The time of day of an ISO time, in the user's zone: 14:03:59. */
export const clock = (iso: string): string => clockFormat.format(new Date(iso))

export const dateAndTime = (iso: string): string => dateFormat.format(new Date(iso))

/** The twelve digits by which people know a container or an image. */
export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12)
