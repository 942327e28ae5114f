import { gapType, type EventRow } from '../../../electron/api/schema/events.ts'
import { locale, t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes, clock, shortId } from '../../lib/format.ts'

/** The signals by which people know them (signal(7), the numbers of x86 and ARM). */
const signals: Readonly<Record<string, string>> = {
  '1': 'SIGHUP',
  '2': 'SIGINT',
  '3': 'SIGQUIT',
  '6': 'SIGABRT',
  '9': 'SIGKILL',
  '10': 'SIGUSR1',
  '12': 'SIGUSR2',
  '15': 'SIGTERM',
  '18': 'SIGCONT',
  '19': 'SIGSTOP',
  '28': 'SIGWINCH',
}

/** What an event says beside its action and its object, in a few words; empty where there is nothing. */
export function summaryOf(row: EventRow, nameOf: (container: string) => string): string {
  const { type, action, detail, attributes } = row
  if (type === gapType) return t('events:gap')
  if (detail !== '') return detail
  const other = attributes['container']
  if (other !== undefined) {
    const place = attributes['destination']
    return place === undefined ? nameOf(other) : t('events:mountedAt', { name: nameOf(other), place })
  }
  const code = attributes['exitCode']
  if (code !== undefined) return t('events:exitCode', { code })
  const signal = attributes['signal']
  if (signal !== undefined) return signals[signal] ?? t('events:signal', { signal })
  if (action === 'oom') return t('events:oom')
  if (action === 'rename')
    return t('events:renamed', { name: (attributes['oldName'] ?? '').replace(/^\//, '') })
  const reclaimed = Number(attributes['reclaimed'])
  if (reclaimed > 0) return t('events:reclaimed', { bytes: bytes(reclaimed) })
  if (action !== 'create' && action !== 'start') return ''
  return (type === 'container' ? attributes['image'] : attributes['driver']) ?? ''
}

/** Exit codes of what ended well, or by a signal that somebody sends who wants it to end (INT, KILL, TERM). */
const endings = ['0', '130', '137', '143']

/** Whether an event tells of something that went wrong. */
export function isBad({ type, action, detail, attributes }: EventRow): boolean {
  if (type !== 'container') return false
  return (
    action === 'oom' ||
    detail === 'unhealthy' ||
    (action === 'die' && !endings.includes(attributes['exitCode'] ?? '0'))
  )
}

/** The name of an event's object as a table has room for it; whole ids are known by their first twelve digits. */
export const shownName = ({ name }: EventRow): string =>
  /^(sha256:)?[0-9a-f]{64}$/.test(name) ? shortId(name) : name

/** Names a row for who cannot see it. */
export const rowName = (row: EventRow): string =>
  row.type === gapType ? t('events:gap') : `${row.type} ${row.action} ${shownName(row)}`.trim()

const dayFormat = new Intl.DateTimeFormat(locale() === 'en' ? 'en-GB' : locale(), {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** The time of day; with the day, and less exactly, where that is not today. */
export function eventTime(iso: string, now: number): string {
  const at = new Date(iso)
  return at.toDateString() === new Date(now).toDateString() ? clock(iso) : dayFormat.format(at)
}

/** The event as `docker events --format json` writes it. */
export function eventJson({ type, action, detail, object, attributes, time }: EventRow): string {
  const whole = {
    Type: type,
    Action: detail === '' ? action : `${action}: ${detail}`,
    Actor: { ID: object, Attributes: attributes },
    time: Math.floor(Date.parse(time) / 1000),
    timeNano: Date.parse(time) * 1e6,
  }
  return JSON.stringify(whole, null, 2)
}

/** The docker command that shows the event, as long as the engine has it. */
export function eventCommand({ type, action, time }: EventRow): string {
  const at = Date.parse(time)
  const iso = (ms: number): string => new Date(ms).toISOString()
  return dockerCommand(
    ...['events', '--since', iso(at - 1), '--until', iso(at + 1)],
    ...['--filter', `type=${type}`, '--filter', `event=${action}`],
  )
}
