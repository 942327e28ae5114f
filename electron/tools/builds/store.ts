import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { BuildRequest, BuildState } from '../../api/schema/builds.ts'

/** A build of ours as it lies in the home. */
export const BuildRecord = z.object({
  id: z.string(),
  name: z.string(),
  request: BuildRequest,
  state: BuildState,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  steps: z.object({ done: z.number(), total: z.number(), cached: z.number() }),
  error: z.string().nullable(),
  failed: z
    .object({
      file: z.string(),
      lines: z.array(z.object({ line: z.number(), text: z.string(), failed: z.boolean() })).readonly(),
    })
    .nullable(),
  /** the engine's own name for it */
  ref: z.string().nullable(),
  image: z.string().nullable(),
  cut: z.boolean(),
})
export type BuildRecord = z.infer<typeof BuildRecord>

export interface StoreLimits {
  readonly builds: number
  readonly bytes: number
}

const limits: StoreLimits = { builds: 100, bytes: 256 * 1024 * 1024 }

/** One folder for each build, which holds its record, its log and the Dockerfile that it was made from. */
export class BuildStore {
  readonly #dir: string
  readonly #limits: StoreLimits

  constructor(dir: string, most: StoreLimits = limits) {
    this.#dir = dir
    this.#limits = most
  }

  folder = (id: string): string => path.join(this.#dir, id)
  logFile = (id: string): string => path.join(this.#dir, id, 'log.ndjson')
  dockerfile = (id: string): string => path.join(this.#dir, id, 'Dockerfile')
  /** what buildx keeps of this one build: which name the engine gave it */
  buildxDir = (id: string): string => path.join(this.#dir, id, 'buildx')

  /** All records, oldest first. One that says it runs was interrupted: who ran it is gone. Damaged ones go. */
  async load(): Promise<BuildRecord[]> {
    const records: BuildRecord[] = []
    const found = await readdir(this.#dir).catch(() => [])
    for (const id of found.filter((name) => !name.startsWith('.'))) {
      const record = await this.#read(id)
      if (!record) {
        await rm(this.folder(id), { recursive: true, force: true })
        continue
      }
      if (record.state === 'running') {
        const endedAt = await stat(this.logFile(id)).then(
          ({ mtime }) => mtime.toISOString(),
          () => record.startedAt,
        )
        const interrupted = { ...record, state: 'interrupted' as const, endedAt }
        await this.save(interrupted)
        records.push(interrupted)
      } else records.push(record)
    }
    return records.sort((a, b) => a.startedAt.localeCompare(b.startedAt))
  }

  async save(record: BuildRecord): Promise<void> {
    const file = path.join(this.folder(record.id), 'build.json')
    await mkdir(this.folder(record.id), { recursive: true, mode: 0o700 })
    await writeFile(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true })
  }

  /** The ended ones that have to go, oldest first, so that the rest is within the limits. */
  async surplus(records: readonly BuildRecord[]): Promise<string[]> {
    const newestFirst = records
      .filter(({ state }) => state !== 'running')
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    const gone: string[] = []
    let bytes = 0
    for (const [index, { id }] of newestFirst.entries()) {
      bytes += (await stat(this.logFile(id)).catch(() => null))?.size ?? 0
      if (index >= this.#limits.builds || bytes > this.#limits.bytes) gone.push(id)
    }
    return gone
  }

  async #read(id: string): Promise<BuildRecord | null> {
    try {
      return BuildRecord.parse(JSON.parse(await readFile(path.join(this.folder(id), 'build.json'), 'utf8')))
    } catch {
      return null
    }
  }
}
