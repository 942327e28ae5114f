import { randomUUID } from 'node:crypto'
import type { EventsMessage } from '../../api/schema/events.ts'
import { pause } from '../../base/deadline.ts'
import { Bell } from '../bell.ts'
import type { Journal } from './journal.ts'

/** ms for which events gather before they go out together */
const gatherMs = 100
/** events of one message but the first, and how many messages may be on their way */
const mostAtOnce = 300
const mostUntaken = 3

/** Fulfils the contract's `EventsService`. */
export function eventsService(journal: Journal) {
  const feeds = new Map<string, (number: number) => void>()
  return {
    async *watch(signal: AbortSignal): AsyncGenerator<EventsMessage, void> {
      const feed = randomUUID()
      const bell = new Bell()
      let sent = 1
      let taken = 0
      feeds.set(feed, (number) => {
        taken = Math.max(taken, Math.min(number, sent))
        bell.ring()
      })
      const ends = journal.added.subscribe(bell.ring)
      signal.addEventListener('abort', bell.ring, { once: true })
      const over = (): boolean => signal.aborted
      try {
        let told = journal.newest
        yield { kind: 'all', feed, number: sent, events: journal.after(0) }
        while (!over()) {
          if (journal.newest === told || sent - taken >= mostUntaken) {
            await bell.wait()
            continue
          }
          await pause(gatherMs, signal).catch(() => undefined)
          const events = journal.after(told, mostAtOnce)
          const leftOut = journal.newest - told - events.length
          told = journal.newest
          sent += 1
          yield { kind: 'more', number: sent, events, leftOut }
        }
      } finally {
        ends()
        signal.removeEventListener('abort', bell.ring)
        feeds.delete(feed)
      }
    },
    took: (feed: string, number: number): void => feeds.get(feed)?.(number),
  }
}
