import { Notification } from 'electron'
import type { Notice } from '../api/schema/notices.ts'
import type { TableChange } from '../api/schema/object.ts'
import type { Words } from './words/index.ts'

export interface NoticeActs {
  readonly words: () => Words
  /** Somebody sits at the window: the page shows it there. */
  readonly isWatched: () => boolean
  readonly show: (address: string) => void
  readonly mute: (container: string) => void
}

/** Notifications that are kept alive: one that is let go forgets what its buttons do. */
const mostKept = 20

/** Tells of notices by the system's own notifications, each once; what was there at the start is no news. */
export class NativeNotices {
  readonly #acts: NoticeActs
  readonly #kept: Notification[] = []
  #known: Set<string> | null = null

  constructor(acts: NoticeActs) {
    this.#acts = acts
  }

  take(change: TableChange<Notice>): void {
    const news = change.kind === 'all' ? change.rows : change.kind === 'changed' ? [change.row] : []
    const known = this.#known
    this.#known = new Set([...(change.kind === 'all' ? [] : (known ?? [])), ...news.map(({ id }) => id)])
    if (known === null || !Notification.isSupported() || this.#acts.isWatched()) return
    for (const notice of news) if (!known.has(notice.id) && !notice.read) this.#tell(notice)
  }

  #tell(notice: Notice): void {
    const words = this.#acts.words()
    const [first] = notice.containers
    const alone = notice.containers.length + notice.more === 1 ? first : undefined
    const notification = new Notification({
      title: noticeTitle(notice, words),
      body: alone ? (alone.line ?? '') : notice.containers.map(({ name }) => name).join(', '),
      actions: alone
        ? [
            { type: 'button', text: words.notices.openLogs },
            { type: 'button', text: words.notices.mute },
          ]
        : [],
    })
    const show = (): void =>
      this.#acts.show(alone ? `/containers/${encodeURIComponent(alone.name)}/logs` : '/events')
    notification.on('click', show)
    notification.on('action', (event) => {
      if (event.actionIndex === 0) show()
      else if (alone) this.#acts.mute(alone.name)
    })
    this.#kept.push(notification)
    if (this.#kept.length > mostKept) this.#kept.shift()
    notification.show()
  }
}

/** The notice as a sentence. */
export function noticeTitle({ kind, count, containers, more }: Notice, { notices }: Words): string {
  const [first] = containers
  const several = containers.length + more
  if (several > 1 || !first) return notices.several[kind](several)
  if (kind === 'died') return notices.died(first.name, String(first.exitCode ?? '?'), count)
  return notices[kind](first.name, count)
}
