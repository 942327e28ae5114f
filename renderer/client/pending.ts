import type { ContainerAction, ContainerRow } from '../../electron/api/schema/containers.ts'
import type { Readable } from './store.ts'

export type PendingAction = ContainerAction | 'remove'

interface Entry {
  readonly action: PendingAction
  /** the row when it was asked for; a restart is done when the row's start is another one */
  readonly before: ContainerRow
  readonly answered: boolean
}

/** After its answer an action waits this long, in ms, for the engine's event before the row speaks for itself. */
const patienceMs = 5000

/** Actions that were asked for and that the engine has not yet confirmed by an event. */
export class PendingActions implements Readable<ReadonlyMap<string, PendingAction>> {
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<() => void>()
  /** made when it is asked for; null when it is not true any more */
  #published: ReadonlyMap<string, PendingAction> | null = null
  #telling = false

  readonly get = (): ReadonlyMap<string, PendingAction> =>
    (this.#published ??= new Map([...this.#entries].map(([id, entry]) => [id, entry.action])))

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs `work` as `action` on the row; rejects as it does, with the row free again. */
  async run(row: ContainerRow, action: PendingAction, work: () => Promise<unknown>): Promise<void> {
    const entry: Entry = { action, before: row, answered: false }
    this.#set(row.id, entry)
    try {
      await work()
    } catch (error) {
      this.#drop(row.id, entry)
      throw error
    }
    const answered = { ...entry, answered: true }
    if (this.#entries.get(row.id) !== entry) return
    this.#set(row.id, answered)
    setTimeout(() => this.#drop(row.id, answered), patienceMs)
  }

  /** Looks at the rows as they are now, and lets go of what has come true. */
  settle(rows: ReadonlyMap<string, ContainerRow>): void {
    for (const [id, entry] of this.#entries) if (isDone(entry, rows.get(id))) this.#drop(id, entry)
  }

  #set(id: string, entry: Entry): void {
    this.#entries.set(id, entry)
    this.#publish()
  }

  #drop(id: string, entry: Entry): void {
    if (this.#entries.get(id) !== entry) return
    this.#entries.delete(id)
    this.#publish()
  }

  /** Thousands of rows may be asked for in one go: listeners are told once for all of them. */
  #publish(): void {
    this.#published = null
    if (this.#telling) return
    this.#telling = true
    queueMicrotask(() => {
      this.#telling = false
      for (const listener of [...this.#listeners]) listener()
    })
  }
}

function isDone({ action, before, answered }: Entry, row: ContainerRow | undefined): boolean {
  if (!row) return true
  switch (action) {
    case 'start':
    case 'unpause':
      return row.state === 'running' || (answered && row.state !== before.state)
    case 'stop':
    case 'kill':
      return (
        row.state === 'exited' || row.state === 'dead' || (answered && row.startedAt !== before.startedAt)
      )
    case 'restart':
      return row.state === 'running' && row.startedAt !== before.startedAt
    case 'pause':
      return row.state === 'paused' || (answered && row.state !== before.state)
    case 'remove':
      return false
  }
}
