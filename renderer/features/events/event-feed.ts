import {
  isBackground,
  mostBackground,
  mostEvents,
  type EventRow,
  type EventsMessage,
} from '../../../electron/api/schema/events.ts'
import type { Client } from '../../client/connection.ts'
import { pacedFrames } from '../../client/frames.ts'
import { Store, type Readable } from '../../client/store.ts'
import { Watch } from '../../../electron/api/client/watch.ts'

export interface EventsSnapshot {
  /** oldest first */
  readonly events: readonly EventRow[]
  /** so many came too fast and are not among them */
  readonly leftOut: number
  /** false until the whole list came once */
  readonly loaded: boolean
}

/** ms between two pictures of the list: nobody reads faster, and a flood leaves most of the time to the page. */
const restMs = 250

const none: EventsSnapshot = { events: [], leftOut: 0, loaded: false }

/** The newest events as the host tells them; bounded as they are there. */
export class EventFeed implements Readable<EventsSnapshot> {
  readonly #client: Pick<Client, 'events'>
  readonly #published = new Store<EventsSnapshot>(none)
  readonly #publishSoon: () => void
  #watch: Watch<EventsMessage> | null = null
  #feed = ''
  #plain: EventRow[] = []
  #background: EventRow[] = []
  #leftOut = 0

  constructor(client: Pick<Client, 'events'>, schedule: typeof pacedFrames = pacedFrames) {
    this.#client = client
    this.#publishSoon = schedule(
      () => this.#publish(),
      () => restMs,
    )
  }

  readonly get = (): EventsSnapshot => this.#published.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#published.subscribe(listener)

  /** Listens until the returned function is called. */
  follow(): () => void {
    const watch = new Watch<EventsMessage>(
      (on) => this.#client.events.watch.subscribe(undefined, on),
      (message) => this.#take(message),
    )
    this.#watch = watch
    watch.start()
    return () => watch.stop()
  }

  /** Asks for the whole list anew: what was left out of a flood is in it, as far as the host still has it. */
  reload(): void {
    this.#watch?.stop()
    this.#watch?.start()
  }

  #take(message: EventsMessage): void {
    if (message.kind === 'all') {
      this.#feed = message.feed
      this.#plain = []
      this.#background = []
      this.#leftOut = 0
    } else this.#leftOut += message.leftOut
    for (const event of message.events) (isBackground(event) ? this.#background : this.#plain).push(event)
    this.#plain = newest(this.#plain, mostEvents)
    this.#background = newest(this.#background, mostBackground)
    this.#publishSoon()
    // What goes wrong here is told by the subscription itself.
    void this.#client.events.took.mutate({ feed: this.#feed, number: message.number }).catch(() => undefined)
  }

  #publish(): void {
    const events = [...this.#plain, ...this.#background].sort((a, b) => a.number - b.number)
    this.#published.set({ events, leftOut: this.#leftOut, loaded: true })
  }
}

const newest = (events: EventRow[], most: number): EventRow[] =>
  events.length > most ? events.slice(-most) : events
