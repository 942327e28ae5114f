import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { readNote, writeAtomic } from '../files.ts'

const Note = z.record(z.string(), z.object({ key: z.string(), sha256: z.string() }))

/**
 * SHA-256 of files, remembered in a note for as long as a file's identity (inode, size, times) stays the same:
 * the root is over 100 MB, and reading it at every start would cost a start its speed. A change of content always
 * moves ctime, which no program can set back (inode(7)).
 */
export class FileHashes {
  readonly #note: string
  #known: z.infer<typeof Note> | null = null

  constructor(note: string) {
    this.#note = note
  }

  /** The file's SHA-256 in hexadecimal. Rejects with Node's own errors. */
  async of(file: string): Promise<string> {
    this.#known ??= (await readNote(this.#note, Note)) ?? {}
    const key = identity(await stat(file))
    const known = this.#known[file]
    if (known?.key === key) return known.sha256
    const sha256 = await sha256Of(file)
    this.#known = { ...this.#known, [file]: { key, sha256 } }
    return sha256
  }

  /** Writes the note. A failure costs only speed, so the caller may ignore it. */
  async keep(): Promise<void> {
    await writeAtomic(this.#note, JSON.stringify(this.#known ?? {}))
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

function identity(stat: Stats): string {
  return [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(':')
}
