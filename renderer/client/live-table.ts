import type { TableChange } from '../../electron/api/schema/object.ts'
import { perFrame } from './frames.ts'
import { Store, type Readable } from './store.ts'

export interface TableSnapshot<Row> {
  readonly rows: readonly Row[]
  readonly byId: ReadonlyMap<string, Row>
  /** false until the whole table came once */
  readonly loaded: boolean
}

/**
 * A table that the host keeps current. Changes count at once; listeners are told once per animation frame,
 * so a burst of a thousand events costs one render.
 */
export class LiveTable<Row extends { id: string }> implements Readable<TableSnapshot<Row>> {
  readonly #published = new Store<TableSnapshot<Row>>({ rows: [], byId: new Map(), loaded: false })
  readonly #rows = new Map<string, Row>()
  readonly #publishSoon: () => void
  #loaded = false

  constructor(schedule: (flush: () => void) => () => void = perFrame) {
    this.#publishSoon = schedule(() => this.#publish())
  }

  readonly get = (): TableSnapshot<Row> => this.#published.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#published.subscribe(listener)

  apply(change: TableChange<Row>): void {
    switch (change.kind) {
      case 'all':
        this.#rows.clear()
        for (const row of change.rows) this.#rows.set(row.id, row)
        this.#loaded = true
        break
      case 'changed':
        this.#rows.set(change.row.id, change.row)
        break
      case 'removed':
        this.#rows.delete(change.id)
        break
    }
    this.#publishSoon()
  }

  /** The row as the host last said, without waiting for a frame. */
  current(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  #publish(): void {
    this.#published.set({ rows: [...this.#rows.values()], byId: new Map(this.#rows), loaded: this.#loaded })
  }
}
