import { toBerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Connection } from './connection.ts'
import type { EngineEvent } from './events.ts'
import { Refresher } from './refresher.ts'
import { LiveTable } from '../base/live-table.ts'

/** By then, in ms, what the engine has said stands in its lists too. */
const earlyMs = 500

/**
 * What an event says of one object. `gone`: its row can go at once. `early`: the engine says it before its own lists
 * do, so that it is asked a second time a moment later.
 */
export interface News {
  readonly id: string
  readonly gone: boolean
  readonly early?: boolean
}

/** How one kind of object is listed, and which events are about it. */
export interface Kind<Row> {
  all(signal: AbortSignal): Promise<Row[]>
  /** The rows of these ids; what is missing from the answer is gone. Without it, everything is listed instead. */
  some?(ids: readonly string[], signal: AbortSignal): Promise<Row[]>
  /** The object that an event makes worth asking about, if any. */
  heard(event: EngineEvent): News | null
}

/**
 * A live table of one kind of the engine's objects: a full list when somebody begins to look and after every
 * reconnect, and between these only what events name. Nobody looks, nothing is asked, once the last look is some
 * minutes ago: the engine takes seconds to list thousands of containers, so a reload of the page must not make it.
 * While the engine is lost, the rows stay as they were last seen.
 */
export class LiveCache<Row extends { readonly id: string }> {
  readonly table: LiveTable<Row>
  readonly #connection: Connection
  readonly #refresher: Refresher
  readonly #lingerMs: number
  #users = 0
  #leaving: NodeJS.Timeout | undefined

  /** `lingerMs`: how long the table is kept live after the last look. */
  constructor(connection: Connection, log: Log, kind: Kind<Row>, lingerMs = 5 * 60_000) {
    this.#connection = connection
    this.#lingerMs = lingerMs
    this.table = new LiveTable<Row>({
      loaded: false,
      watched: (watched) => (watched ? this.#use() : this.#leave()),
    })
    this.#refresher = new Refresher({
      all: async (signal) => {
        const rows = await kind.all(signal)
        if (!signal.aborted) this.table.replace(rows)
      },
      some: async (ids, signal) => {
        if (!kind.some) {
          this.#refresher.markAll()
          return
        }
        const rows = await kind.some(ids, signal)
        if (signal.aborted) return
        const missing = new Set(ids)
        for (const row of rows) {
          missing.delete(row.id)
          this.table.set(row)
        }
        for (const id of missing) this.table.delete(id)
      },
      failed: (error) => {
        // A lost engine is told by the connection; what else fails here is worth a line.
        if (connection.state.answering) log.warn({ error: toBerthError(error).toPlain() }, 'a list failed')
      },
    })
    connection.opened.subscribe(() => {
      if (this.#users > 0) this.#refresher.start()
    })
    connection.states.subscribe((state) => {
      if (!state.answering) this.#refresher.stop()
    })
    connection.events.subscribe((event) => {
      if (!this.#refresher.running) return
      const news = kind.heard(event)
      if (!news) return
      // Asked about even when gone: a list that is under way may still have it.
      this.#refresher.mark(news.id)
      if (news.gone) this.table.delete(news.id)
      if (news.early) setTimeout(() => this.#refresher.mark(news.id), earlyMs).unref()
    })
  }

  /** Keeps the table live without watching it, until the returned function is called. */
  hold(): () => void {
    this.#use()
    return () => this.#leave()
  }

  /** Asks about an object that we have changed ourselves: not every change makes an event. */
  ask(id: string): void {
    this.#refresher.mark(id)
  }

  #use(): void {
    this.#users += 1
    clearTimeout(this.#leaving)
    if (this.#refresher.running || !this.#connection.state.answering) return
    this.table.unload()
    this.#refresher.start()
  }

  #leave(): void {
    this.#users -= 1
    if (this.#users > 0) return
    this.#leaving = setTimeout(() => this.#refresher.stop(), this.#lingerMs)
    this.#leaving.unref()
  }
}
