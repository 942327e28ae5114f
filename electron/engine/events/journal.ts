import { gapType, isBackground, mostBackground, mostEvents, type EventRow } from '../../api/schema/events.ts'
import { Topic } from '../../base/topic.ts'
import type { Connection } from '../connection.ts'
import type { EngineEvent } from '../events.ts'
import { HelperEvents } from './helpers.ts'
import { Ring } from './ring.ts'
import { rowOf, weightOf } from './row.ts'
import type { Heard } from './thread.ts'

/** Bytes that each of the two rings may take, about. */
const mostWeight = 8 * 2 ** 20

/** What happened in the engine, as long as the host runs: the newest events, without those of Berth's own helpers. */
export class Journal {
  /** a new entry, or several */
  readonly added = new Topic<undefined>()
  /** each event that is not of a helper's; those of before the first connection too */
  readonly events = new Topic<{ readonly event: EngineEvent; readonly past: boolean }>()
  readonly #helpers = new HelperEvents()
  readonly #plain = new Ring<EventRow>({ most: mostEvents, mostWeight, weigh: weightOf })
  readonly #background = new Ring<EventRow>({ most: mostBackground, mostWeight, weigh: weightOf })
  #number = 0

  constructor(connection: Pick<Connection, 'heard'>) {
    connection.heard.subscribe((heard) => this.#hear(heard))
  }

  /** the number of the newest entry */
  get newest(): number {
    return this.#number
  }

  /** The entries behind this one, oldest first. Of more than `most` the newest, those of the background last of all. */
  after(number: number, most = Infinity): EventRow[] {
    const plain = this.#plain.after(number, most)
    const background = this.#background.after(number, most - plain.length)
    return [...plain, ...background].sort((a, b) => a.number - b.number)
  }

  #hear({ event, broken, past }: Heard): void {
    if (broken) this.#add({ ...event, type: gapType, action: 'gap', detail: '', id: '', attributes: {} })
    if (this.#helpers.has(event)) return
    this.#add(event)
    this.events.publish({ event, past })
  }

  #add(event: EngineEvent): void {
    this.#number += 1
    const row = rowOf(event, this.#number)
    const ring = isBackground(row) ? this.#background : this.#plain
    ring.push(row)
    this.added.publish(undefined)
  }
}
