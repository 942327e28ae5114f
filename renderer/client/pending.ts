import type { ContainerAction, ContainerRow } from '../../electron/api/schema/containers.ts'
import { Store, type Readable } from './store.ts'

export type PendingAction = ContainerAction | 'remove'

/** The word that stands on a row until the engine's own event says that it is so. */
export const pendingWords: Record<PendingAction, string> = {
  start: 'starting…',
  stop: 'stopping…',
  restart: 'restarting…',
  kill: 'killing…',
  pause: 'pausing…',
  unpause: 'resuming…',
  remove: 'removing…',
}

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
  readonly #published = new Store<ReadonlyMap<string, PendingAction>>(new Map())
  readonly #entries = new Map<string, Entry>()

  readonly get = (): ReadonlyMap<string, PendingAction> => this.#published.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#published.subscribe(listener)

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

  #publish(): void {
    this.#published.set(new Map([...this.#entries].map(([id, entry]) => [id, entry.action])))
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
