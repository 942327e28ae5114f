import type { LogEvent, LogFileQuery, LogQuery } from '../../api/schema/logs.ts'
import type { Room } from '../room.ts'
import { Feed } from './feed.ts'
import { logFile, type LogFile } from './file.ts'
import { sinceOf } from './since.ts'

/** Fulfils the contract's `LogsService`. */
export function logsService(room: Room) {
  const feeds = new Map<string, Feed>()
  return {
    async *follow(query: LogQuery, signal: AbortSignal): AsyncGenerator<LogEvent, void> {
      room.connection.require('read the logs')
      checkTimes(query)
      const feed = new Feed(room, query)
      feeds.set(feed.id, feed)
      try {
        yield* feed.run(signal)
      } finally {
        feeds.delete(feed.id)
      }
    },
    took: (feed: string, number: number): void => feeds.get(feed)?.took(number),
    async file(query: LogFileQuery): Promise<LogFile> {
      checkTimes(query)
      return logFile(room, query)
    },
  }
}

/** Throws `bad-input` before anything is asked for. */
function checkTimes({ since, until }: Pick<LogQuery, 'since' | 'until'>): void {
  for (const time of [since, until]) if (time !== null) sinceOf(time)
}
