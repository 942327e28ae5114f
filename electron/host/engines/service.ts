import type { EngineRow, EnginesView } from '../../api/schema/engines.ts'
import { ownEngine, windowsEngine } from '../../api/schema/own-engine.ts'
import type { EnginesService } from '../../api/services/engines.ts'
import type { Services } from '../../api/services/index.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import type { Engine } from '../../engine/index.ts'
import { ownContext } from '../docker-context.ts'
import type { EngineChoice } from './choice.ts'
import type { Endpoint } from './endpoint.ts'
import type { ListedEngine } from './list.ts'
import { untilIdle } from './until-idle.ts'
import type { Visit } from './visit.ts'

export interface HostEnginesParts {
  /** Berth's own */
  readonly own: {
    readonly services: Omit<Services, 'engines'>
    readonly engine: Pick<Engine, 'connection'>
    readonly where: string
  }
  /** the others; rejects where that cannot be told now */
  readonly list: () => Promise<ListedEngine[]>
  /** Opens one of them. Rejects only where this computer does not let it; an engine that does not answer says so later. */
  readonly open: (id: string, endpoint: Endpoint) => Promise<OpenedEngine>
  readonly choice: EngineChoice
  /** where this computer can have an engine for Windows containers: what follows a switch to it, or back; never rejects */
  readonly windows: { switched(to: 'windows' | 'own'): Promise<void> } | null
  readonly log: Log
}

/** The rooms around another engine, and the way to it. */
export interface OpenedEngine extends Pick<Visit, 'engine' | 'services'> {
  /** Never rejects. */
  close(): Promise<void>
}

/** An engine that is or was looked at, with the rooms around it. */
interface Place {
  readonly row: EngineRow
  readonly address: string
  /** null for Berth's own, whose rooms are always there */
  readonly opened: OpenedEngine | null
}

/**
 * The engines that there are and the one that pages are shown. A page is served the rooms of the engine that was current when
 * it connected, and none other: what it asks for can never reach another engine than it shows. So a switch only says that the
 * current one is another now; pages then begin anew. The rooms of an engine that was left stay until its long work is done.
 */
export class HostEngines {
  readonly #parts: HostEnginesParts
  readonly #changed = new Topic<undefined>()
  readonly #own: Place
  /** the others whose rooms are there, by id */
  readonly #places = new Map<string, Place>()
  #current: Place
  #listed: readonly ListedEngine[] = []
  #missing: string | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: HostEnginesParts) {
    this.#parts = parts
    const { where, engine } = parts.own
    const row = {
      id: ownEngine,
      name: 'Berth',
      context: ownContext,
      kind: 'berth',
      where,
      computer: null,
      refused: null,
    } as const
    this.#own = { row, address: where, opened: null }
    this.#current = this.#own
    engine.connection.states.subscribe(() => this.#tell())
  }

  /** What who connects now is served. */
  get services(): Services {
    return this.#servicesOf(this.#current)
  }

  /** The same of Berth's own engine, whichever is looked at. */
  get ownServices(): Services {
    return this.#servicesOf(this.#own)
  }

  /** Goes back to the engine that was chosen when the host before this one ended. Never rejects. */
  async restore(): Promise<void> {
    const id = await this.#parts.choice.get()
    if (id === ownEngine) return
    await this.#inTurn(async () => {
      try {
        await this.#goTo(id)
      } catch (thrown) {
        this.#parts.log.warn({ id, error: toBerthError(thrown).message }, 'the chosen engine is gone')
        this.#missing = nameOf(id)
        this.#tell()
      }
    })
  }

  /** `work` has an engine go: pages that looked at it are shown Berth's own then. */
  async without(id: string, work: () => Promise<void>): Promise<void> {
    await work()
    if (this.#current.row.id === id) await this.#inTurn(() => this.#use(ownEngine))
    await this.#look()
  }

  /** Leaves every engine but Berth's own. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      await Promise.all([...this.#places.values()].map((place) => this.#end(place)))
    })
  }

  #servicesOf(place: Place): Services {
    const engines: EnginesService = {
      watch: (signal) => this.#watch(place.row.id, signal),
      look: () => this.#look(),
      use: (id) => this.#inTurn(() => this.#use(id)),
    }
    return { ...this.#parts.own.services, ...place.opened?.services, engines }
  }

  async *#watch(here: string, signal: AbortSignal): AsyncGenerator<EnginesView, void> {
    const changes = this.#changed.follow(signal, { latestOnly: true })
    const first = changes.next()
    void this.#look()
    yield this.#view(here)
    for (let next = await first; !next.done; next = await changes.next()) yield this.#view(here)
  }

  #view(here: string): EnginesView {
    const { row, opened } = this.#current
    const { answering, since, version, os, windows, reason } = (opened ?? this.#parts.own).engine.connection
      .state
    const rows = [this.#own.row, ...this.#listed.map((each) => each.row)]
    const isListed = rows.some(({ id }) => id === row.id)
    return {
      engines: isListed ? rows : [...rows, row],
      current: row,
      here,
      state: { answering, since, version, os, windows, reason: reason || null },
      missing: this.#missing,
      windows: this.#parts.windows !== null,
    }
  }

  /** Where docker cannot be asked, what is known stays. */
  async #look(): Promise<void> {
    try {
      this.#listed = await this.#parts.list()
      this.#tell()
    } catch (thrown) {
      this.#parts.log.warn({ error: String(thrown) }, "docker's contexts could not be read")
    }
  }

  async #use(id: string): Promise<void> {
    await this.#goTo(id)
    this.#missing = null
    await this.#parts.choice.keep(id)
    this.#tell()
    if (id === ownEngine) await this.#parts.windows?.switched('own')
    if (id === windowsEngine) await this.#parts.windows?.switched('windows')
  }

  async #goTo(id: string): Promise<void> {
    const before = this.#current
    const now = id === ownEngine ? this.#own : await this.#arrive(id)
    if (now === before) return
    this.#current = now
    this.#tell()
    this.#leave(before)
  }

  async #arrive(id: string): Promise<Place> {
    this.#listed = await this.#parts.list()
    const listed = this.#listed.find(({ row }) => row.id === id)
    if (!listed) throw gone(id)
    const { row, endpoint } = listed
    if (!endpoint) throw refused(row)
    const address = JSON.stringify(endpoint)
    const known = this.#places.get(id)
    if (known?.address === address) return known
    if (known) {
      if (known === this.#current) this.#current = this.#own
      await this.#end(known)
    }
    const opened = await this.#parts.open(id, endpoint)
    opened.engine.connection.states.subscribe(() => this.#tell())
    const place = { row, address, opened }
    this.#places.set(id, place)
    return place
  }

  /** Its rooms go once its long work is done, unless it is looked at again by then. */
  #leave(place: Place): void {
    if (!place.opened) return
    void untilIdle(place.opened.engine.jobs).then(() =>
      this.#inTurn(async () => {
        if (this.#current !== place && this.#places.get(place.row.id) === place) await this.#end(place)
      }),
    )
  }

  async #end(place: Place): Promise<void> {
    this.#places.delete(place.row.id)
    await place.opened?.close()
  }

  #tell(): void {
    this.#changed.publish(undefined)
  }

  /** One switch after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

const nameOf = (id: string): string =>
  id === windowsEngine ? 'Windows containers' : id.replace(/^context:/, '')

function gone(id: string): BerthError {
  return new BerthError('not-found', `There is no docker context ${nameOf(id)} any more.`, {
    hint: 'Choose another engine, or make the context anew ("docker context create").',
  })
}

function refused({ name, refused: why, where }: EngineRow): BerthError {
  return why === 'not-encrypted'
    ? new BerthError(
        'bad-input',
        `${name} is not opened: ${where} has no TLS, so others could read and use it.`,
        {
          hint: 'Give its docker context TLS files, or reach it by ssh://.',
        },
      )
    : new BerthError('bad-input', `${name} is not opened: ${where} is no address that Berth understands.`, {
        hint: 'Use unix://, ssh:// without a password, or tcp:// with TLS in its docker context.',
      })
}
