import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { Notice } from '../../api/schema/notices.ts'
import { isSystemError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { writeWhole } from '../compose/files.ts'

/** A file of more is none of ours. */
const mostBytes = 8 * 1024 * 1024

/** What outlives a host: the notices, and the time of the newest alarm that was told, by the engine's clock. */
const Kept = z.object({
  toldUntil: z.iso.datetime().nullable(),
  notices: z.array(z.unknown()).transform((all) =>
    all.flatMap((one) => {
      const notice = Notice.safeParse(one)
      return notice.success ? [notice.data] : []
    }),
  ),
})
export type Kept = z.infer<typeof Kept>

const nothing: Kept = { toldUntil: null, notices: [] }

/** The notices in a file of the home, so that a new host knows them. One that cannot be read is one of none. */
export class KeptNotices {
  readonly #file: string
  readonly #log: Log
  #writing: Promise<void> | null = null
  #next: (() => Kept) | null = null

  constructor(file: string, log: Log) {
    this.#file = file
    this.#log = log
  }

  async read(): Promise<Kept> {
    try {
      if ((await stat(this.#file)).size > mostBytes) throw new Error('it is too large')
      return Kept.parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch (thrown) {
      if (!isSystemError(thrown) || thrown.code !== 'ENOENT')
        this.#log.warn({ error: String(thrown), file: this.#file }, 'the notices of before cannot be read')
      return nothing
    }
  }

  /** Writes what `now` says by then; changes that come while it writes are written together. */
  keep(now: () => Kept): void {
    this.#next = now
    this.#writing ??= this.#write()
  }

  /** Once all is written. */
  async written(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    for (let next = this.#next; next !== null; next = this.#next) {
      this.#next = null
      await writeWhole(this.#file, JSON.stringify(next()), 0o600).catch((thrown: unknown) =>
        this.#log.warn({ error: String(thrown), file: this.#file }, 'the notices could not be kept'),
      )
    }
    // In the same breath as the last look at what is next: nothing may come in between.
    this.#writing = null
  }
}
