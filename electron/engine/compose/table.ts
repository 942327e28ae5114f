import type { ComposeFiles, ComposeProject } from '../../api/schema/compose.ts'
import type { TableChange } from '../../api/schema/object.ts'
import { toBerthError } from '../../base/errors.ts'
import { LiveCache } from '../live-cache.ts'
import type { Room } from '../room.ts'
import { LiveTable } from '../../base/live-table.ts'
import { parseProjectContainers, projectLabel, type ProjectContainer } from './container.ts'
import { areHere } from './files.ts'
import type { OpenedProjects } from './opened.ts'
import { describe, gather, sourceOf } from './projects.ts'

/** Milliseconds that changes gather before the projects are put together anew. */
const gatherMs = 50

/** Events that change nothing a project shows. */
const noise = /^(exec_|top|resize|attach|detach|export|archive-path|extract-to-dir|copy|commit|checkpoint)/

/** The projects, live: derived from the containers' labels and from what was opened here. */
export class ProjectTable {
  readonly #containers: LiveCache<ProjectContainer>
  readonly #opened: OpenedProjects
  readonly #table: LiveTable<ComposeProject>
  readonly #log: Room['log']
  #waiting = false
  #building: Promise<void> = Promise.resolve()

  constructor(
    { client, connection, log }: Pick<Room, 'client' | 'connection' | 'log'>,
    opened: OpenedProjects,
  ) {
    this.#opened = opened
    this.#log = log
    const list = async (filters: object, signal: AbortSignal): Promise<ProjectContainer[]> =>
      parseProjectContainers(
        await client.json({
          doing: 'list the containers of compose projects',
          path: '/containers/json',
          query: { all: true, filters: { ...filters, label: [projectLabel] } },
          signal,
        }),
      )
    this.#containers = new LiveCache<ProjectContainer>(connection, log, {
      all: (signal) => list({}, signal),
      some: (ids, signal) => list({ id: ids }, signal),
      heard: (event) =>
        event.type === 'container' &&
        !noise.test(event.action) &&
        event.attributes[projectLabel] !== undefined
          ? { id: event.id, gone: event.action === 'destroy' }
          : null,
    })
    let release = (): void => undefined
    this.#table = new LiveTable<ComposeProject>({
      loaded: false,
      watched: (watched) => {
        release()
        release = watched ? this.#containers.hold() : () => undefined
      },
    })
    this.#containers.table.changed.subscribe(() => this.rebuild())
    opened.changed.subscribe(() => this.rebuild())
  }

  watch(signal: AbortSignal): AsyncGenerator<TableChange<ComposeProject>, void> {
    return this.#table.watch(signal)
  }

  /** Where the project's files are, by what is known now; asks the engine where nobody watches. */
  async source(name: string, signal: AbortSignal): Promise<{ files: ComposeFiles | null; here: boolean }> {
    const release = this.#containers.hold()
    try {
      await this.#containers.table.whenLoaded(signal)
      const known = gather(this.#containers.table.rows(), await this.#opened.list()).get(name)
      if (!known) return { files: null, here: false }
      const files = sourceOf(known, known.labelled === null || (await areHere(known.labelled.files)))
      return { files, here: files !== null && (await areHere(files.files)) }
    } finally {
      release()
    }
  }

  /** Puts the projects together anew, soon; also looks again whether their files are there. */
  rebuild(): void {
    if (this.#waiting) return
    this.#waiting = true
    setTimeout(() => {
      this.#waiting = false
      this.#building = this.#building
        .then(() => this.#build())
        .catch((thrown: unknown) => this.#log.warn({ error: toBerthError(thrown).toPlain() }, 'no projects'))
    }, gatherMs)
  }

  async #build(): Promise<void> {
    if (!this.#containers.table.loaded) return
    const known = gather(this.#containers.table.rows(), await this.#opened.list())
    const rows = await Promise.all([...known.values()].map((one) => describe(one, areHere)))
    if (!this.#table.loaded) {
      this.#table.replace(rows)
      return
    }
    for (const row of rows) this.#table.set(row)
    for (const { id } of this.#table.rows()) if (!known.has(id)) this.#table.delete(id)
  }
}
