import { appendFile, rename, stat } from 'node:fs/promises'
import { isSystemError } from '../../base/errors.ts'

/** The machine's log on disk: at most `limit` bytes and one older file, `FILE.1`, of the same. */
export class ConsoleLog {
  readonly #file: string
  readonly #limit: number
  #size: number | null = null

  constructor(file: string, limit = 2 ** 20) {
    this.#file = file
    this.#limit = limit
  }

  /** Appends lines; rejects with Node's own errors. */
  async write(lines: readonly string[]): Promise<void> {
    const text = lines.map((line) => `${printable(line)}\n`).join('')
    const bytes = Buffer.byteLength(text)
    this.#size ??= await sizeOf(this.#file)
    if (this.#size > 0 && this.#size + bytes > this.#limit) {
      await rename(this.#file, `${this.#file}.1`)
      this.#size = 0
    }
    await appendFile(this.#file, text, { mode: 0o600 })
    this.#size += bytes
  }
}

/** A guest's line without what would drive the terminal of whoever reads the log: colours, cursor moves, bells. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}\[[0-9;?]*[ -/]*[@-~]/gu, '').replace(/(?!\t)\p{Cc}/gu, '')
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return 0
    throw error
  }
}
