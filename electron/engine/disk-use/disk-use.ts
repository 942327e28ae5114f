import type { DiskKind, DiskView } from '../../api/schema/disk.ts'
import { isAbort, toBerthError } from '../../base/errors.ts'
import { Topic } from '../../base/topic.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import { malformed } from '../errors.ts'
import type { EngineEvent } from '../events.ts'
import { Flight } from './flight.ts'
import { part, type Part, type Parts, type Taken } from './parts.ts'
import { readDiskUse, type Measured } from './read.ts'
import { viewOf } from './view.ts'

/** The parts of `GET /system/df`, by their names there. */
const types: Record<DiskKind, string> = {
  images: 'image',
  containers: 'container',
  volumes: 'volume',
  cache: 'build-cache',
}
const kinds = Object.keys(types) as DiskKind[]
const words: Record<DiskKind, string> = {
  images: 'measure the images',
  containers: 'measure what the containers wrote',
  volumes: 'measure the volumes',
  cache: 'measure the build cache',
}

/** ms after which a page that opens has the engine measure anew, though nothing is known to have changed */
const freshMs = 60_000

/**
 * The one reader of the engine's account of its disk. It walks through every file of volumes and containers and may
 * take minutes: a measure is shared by all who want it, ends when nobody waits for it, and what came of it is kept with
 * its time, marked as changed once the engine tells of something new.
 */
export class DiskUse {
  readonly #client: EngineClient
  readonly #connection: Connection
  readonly #now: () => number
  readonly #parts: Parts = { images: part(), containers: part(), volumes: part(), cache: part() }
  readonly #told = new Topic<undefined>()
  readonly #again = new Topic<undefined>()

  constructor(client: EngineClient, connection: Connection, now: () => number = Date.now) {
    this.#client = client
    this.#connection = connection
    this.#now = now
    connection.events.subscribe((event) => this.#heard(event))
    // What happened meanwhile is not known; a measure that broke off with the engine is taken again.
    connection.opened.subscribe(() => {
      this.#change(kinds)
      this.#again.publish(undefined)
    })
  }

  /** A measure that nothing known has changed since it began: one that is under way is joined. */
  async measure<Kind extends DiskKind>(kind: Kind, signal: AbortSignal): Promise<Taken<Kind>> {
    this.#connection.require(words[kind])
    const own = this.#parts[kind] as Part<Kind>
    if (!own.flight || own.flight.flight.calledOff || own.flight.changes !== own.changes)
      this.#begin(kind, own)
    const joined = own.flight?.flight.join(signal)
    if (!joined) throw malformed(words[kind], 'nothing began')
    return joined
  }

  /** The last measure where it is young and nothing known has changed, else a new one. */
  async recent<Kind extends DiskKind>(kind: Kind, signal: AbortSignal): Promise<Taken<Kind>> {
    const { taken } = this.#parts[kind] as Part<Kind>
    return taken && this.#isFresh(kind) ? taken : this.measure(kind, signal)
  }

  /** What was measured last, however old; null before the first time. */
  last<Kind extends DiskKind>(kind: Kind): Measured[Kind] | null {
    return (this.#parts[kind] as Part<Kind>).taken?.value ?? null
  }

  /** Has all that is watched measured anew. */
  again(): void {
    this.#again.publish(undefined)
  }

  /** What is known, now and as it becomes new; what is old is measured while somebody watches. */
  async *watch(signal: AbortSignal): AsyncGenerator<DiskView, void> {
    const changes = this.#told.follow(signal, { latestOnly: true })
    const first = changes.next()
    const measure = (kind: DiskKind): void => {
      this.measure(kind, signal).catch(() => undefined)
    }
    const stop = this.#again.subscribe(() => kinds.forEach(measure))
    try {
      kinds.filter((kind) => !this.#isFresh(kind)).forEach(measure)
      yield viewOf(this.#parts)
      for (let next = await first; !next.done; next = await changes.next()) yield viewOf(this.#parts)
    } finally {
      stop()
    }
  }

  #isFresh(kind: DiskKind): boolean {
    const { taken, changes } = this.#parts[kind]
    return taken !== null && taken.changes === changes && this.#now() - Date.parse(taken.at) < freshMs
  }

  #begin<Kind extends DiskKind>(kind: Kind, own: Part<Kind>): void {
    const { changes } = own
    const started = this.#now()
    const flight = new Flight(async (signal): Promise<Taken<Kind>> => {
      try {
        const value = await this.#ask(kind, signal)
        const at = this.#now()
        own.taken = { value, at: new Date(at).toISOString(), tookMs: at - started, changes }
        own.error = null
        return own.taken
      } catch (thrown) {
        if (!isAbort(thrown)) own.error = toBerthError(thrown)
        throw thrown
      } finally {
        if (own.flight?.flight === flight) own.flight = null
        this.#told.publish(undefined)
      }
    })
    own.flight = { flight, changes }
    this.#told.publish(undefined)
  }

  async #ask<Kind extends DiskKind>(kind: Kind, signal: AbortSignal): Promise<Measured[Kind]> {
    const request = {
      doing: words[kind],
      path: '/system/df',
      query: { type: types[kind], verbose: true },
      signal,
    }
    const value = readDiskUse(kind, await this.#client.json(request, { deadlineMs: null }))
    if (!value) throw malformed(words[kind], 'no sizes in it')
    return value
  }

  #heard({ type, action }: EngineEvent): void {
    // A build makes no event of its own; its image, or the end of what it ran, is the nearest.
    if (type === 'image' && action !== 'push' && action !== 'save') this.#change(['images', 'cache'])
    if (type === 'builder') this.#change(['cache'])
    if (type === 'volume' && (action === 'create' || action === 'destroy')) this.#change(['volumes'])
    if (type === 'container' && /^(create|destroy|start|die)$/.test(action))
      this.#change(['containers', 'volumes', 'images'])
  }

  #change(changed: readonly DiskKind[]): void {
    for (const kind of changed) this.#parts[kind].changes += 1
    this.#told.publish(undefined)
  }
}
