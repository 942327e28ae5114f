import type { LogEvent, LogFileQuery, LogQuery } from '../schema/logs.ts'
import type { Download } from './transfers.ts'

export interface LogsService {
  /**
   * The logs of one container or of several, merged in order of time. At most a few batches are sent that were not
   * acknowledged by `took`; a follower that falls behind is told how many lines it missed.
   */
  follow(query: LogQuery, signal: AbortSignal): AsyncIterable<LogEvent>
  /** All batches of a feed up to this number were dealt with; for feeds that are over it does nothing. */
  took(feed: string, number: number): void
  /** The whole log as a text file. */
  file(query: LogFileQuery): Promise<Download>
}
