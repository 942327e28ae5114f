import { randomUUID } from 'node:crypto'
import type { Notice, NoticedContainer } from '../../api/schema/notices.ts'
import { LiveTable } from '../../base/live-table.ts'
import type { Alarm } from './alarms.ts'

/** ms within which several containers become one notice, and one container's repetitions stay in one */
export const gatherMs = 5000
export const loopMs = 10 * 60_000
const mostNotices = 100
const mostContainers = 20

/** When, by this computer's clock, something was last added to a notice, and when it was made. */
interface Times {
  readonly made: number
  added: number
}

/** The notices: many alarms of a kind within some seconds are one, and so are those of a container over and over. */
export class NoticeList {
  readonly table = new LiveTable<Notice>({ loaded: true })
  /** in the order in which they were made */
  readonly #times = new Map<string, Times>()

  /** Takes up those of an earlier host; a loop that still goes on stays in its notice. */
  restore(notices: readonly Notice[]): void {
    for (const notice of notices.slice(-mostNotices)) {
      this.#times.set(notice.id, { made: 0, added: Date.parse(notice.lastAt) || 0 })
      this.table.set(notice)
    }
  }

  /** Resolves to the notice that the alarm is now part of. `now`: ms. */
  add(alarm: Alarm, now: number): Notice {
    const found = this.#loopOf(alarm, now) ?? this.#groupOf(alarm, now)
    const notice = found ? joined(found, alarm) : begun(alarm)
    const times = this.#times.get(notice.id) ?? { made: now, added: now }
    times.added = now
    this.#times.set(notice.id, times)
    this.table.set(notice)
    const [oldest] = this.#times.keys()
    if (this.#times.size > mostNotices && oldest !== undefined) this.#drop(oldest)
    return notice
  }

  /** The last line of one of a notice's containers, which is read a moment later. */
  setLine(notice: string, container: string, line: string): void {
    const row = this.table.get(notice)
    if (!row) return
    const containers = row.containers.map((each) => (each.id === container ? { ...each, line } : each))
    this.table.set({ ...row, containers })
  }

  read(): void {
    for (const notice of this.table.rows()) if (!notice.read) this.table.set({ ...notice, read: true })
  }

  dismiss(id: string | null): void {
    for (const each of id === null ? [...this.#times.keys()] : [id]) this.#drop(each)
  }

  #drop(id: string): void {
    this.#times.delete(id)
    this.table.delete(id)
  }

  #newestFirst(kind: Notice['kind']): Notice[] {
    return [...this.#times.keys()]
      .reverse()
      .flatMap((id) => this.table.get(id) ?? [])
      .filter((notice) => notice.kind === kind)
  }

  #loopOf(alarm: Alarm, now: number): Notice | undefined {
    return this.#newestFirst(alarm.kind).find(
      ({ id, containers }) =>
        now - (this.#times.get(id)?.added ?? 0) < loopMs && containers.some((each) => isSame(each, alarm)),
    )
  }

  #groupOf(alarm: Alarm, now: number): Notice | undefined {
    return this.#newestFirst(alarm.kind).find(({ id }) => now - (this.#times.get(id)?.made ?? 0) < gatherMs)
  }
}

/** A service that is made anew has another id and the same name. */
const isSame = (one: NoticedContainer, alarm: Alarm): boolean => one.name === alarm.name

function begun(alarm: Alarm): Notice {
  const { kind, at } = alarm
  return {
    id: randomUUID(),
    kind,
    firstAt: at,
    lastAt: at,
    count: 1,
    containers: [noticed(alarm)],
    more: 0,
    read: false,
  }
}

function joined(notice: Notice, alarm: Alarm): Notice {
  const known = notice.containers.some((each) => isSame(each, alarm))
  const room = notice.containers.length < mostContainers
  const containers = known
    ? notice.containers.map((each) => (isSame(each, alarm) ? noticed(alarm, each) : each))
    : room
      ? [...notice.containers, noticed(alarm)]
      : notice.containers
  const more = notice.more + (known || room ? 0 : 1)
  return { ...notice, containers, more, count: notice.count + 1, lastAt: alarm.at }
}

function noticed(alarm: Alarm, before?: NoticedContainer): NoticedContainer {
  const { id, name, composeProject, exitCode, at } = alarm
  const count = (before?.count ?? 0) + 1
  return { id, name, composeProject, exitCode, count, lastAt: at, line: before?.line ?? null }
}
