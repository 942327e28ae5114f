import type { EventsMessage } from '../schema/events.ts'

export interface EventsService {
  /** What happened in the engine, also while it is lost, and what happens. */
  watch(signal: AbortSignal): AsyncIterable<EventsMessage>
  /** A page has taken the message of this number in. */
  took(feed: string, number: number): void
}
