import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ComposeFiles, ProjectName } from '../../api/schema/compose.ts'
import { isSystemError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import { writeWhole } from './files.ts'

const OpenedProject = z.object({ name: ProjectName, source: ComposeFiles, openedAt: z.iso.datetime() })
export type OpenedProject = z.infer<typeof OpenedProject>

const Stored = z.object({ opened: z.array(OpenedProject) })

/** Projects that are remembered; the one that was opened longest ago gives way. */
const mostOpened = 100

/** The projects that were opened here, kept in a file of the home. */
export class OpenedProjects {
  readonly changed = new Topic<undefined>()
  readonly #file: string
  readonly #log: Log
  #all: Promise<readonly OpenedProject[]> | null = null

  constructor(file: string, log: Log) {
    this.#file = file
    this.#log = log
  }

  /** Newest first. */
  list(): Promise<readonly OpenedProject[]> {
    this.#all ??= this.#read()
    return this.#all
  }

  async put(name: string, source: ComposeFiles): Promise<void> {
    const openedAt = new Date().toISOString()
    await this.#change((all) => [{ name, source, openedAt }, ...all.filter((each) => each.name !== name)])
  }

  async drop(name: string): Promise<void> {
    await this.#change((all) => all.filter((each) => each.name !== name))
  }

  /** One change after the other: each begins with what the one before has stored. */
  async #change(to: (all: readonly OpenedProject[]) => readonly OpenedProject[]): Promise<void> {
    const before = this.list()
    const stored = before.then(async (all) => {
      const opened = to(all).slice(0, mostOpened)
      await writeWhole(this.#file, `${JSON.stringify({ opened }, null, 2)}\n`, 0o600)
      return opened
    })
    this.#all = stored.catch(() => before)
    await stored
    this.changed.publish(undefined)
  }

  /** A list that cannot be read is an empty one: what it held can be opened again. */
  async #read(): Promise<readonly OpenedProject[]> {
    try {
      return Stored.parse(JSON.parse(await readFile(this.#file, 'utf8'))).opened
    } catch (thrown) {
      if (!isSystemError(thrown) || thrown.code !== 'ENOENT')
        this.#log.warn({ error: String(thrown), file: this.#file }, 'the opened projects cannot be read')
      return []
    }
  }
}
