import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { NotNow } from './not-now.ts'

/** Keeps what the user said to an offer. A file that cannot be read says nothing: the worst is to be asked again. */
export class SaidFile {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  async read(): Promise<NotNow | null> {
    try {
      return NotNow.parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch {
      return null
    }
  }

  async write(said: NotNow): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 })
    await writeFile(`${this.#file}.new`, JSON.stringify(said), { mode: 0o600 })
    await rename(`${this.#file}.new`, this.#file)
  }
}
