import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { ownEngine } from '../../api/schema/own-engine.ts'

const Kept = z.object({ engine: z.string().min(1).max(300) })

/** Which engine was chosen last, in a file of the home. No file, or one that cannot be read, is Berth's own. */
export class EngineChoice {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  async get(): Promise<string> {
    try {
      return Kept.parse(JSON.parse(await readFile(this.#file, 'utf8'))).engine
    } catch {
      return ownEngine
    }
  }

  async keep(engine: string): Promise<void> {
    if (engine === ownEngine) return rm(this.#file, { force: true })
    await writeFile(`${this.#file}.new`, `${JSON.stringify({ engine })}\n`, { mode: 0o600 })
    return rename(`${this.#file}.new`, this.#file)
  }
}
