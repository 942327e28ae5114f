import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { PlaceUse } from '../../api/schema/places.ts'

/** places that are remembered of each use */
const most = 12

const Remembered = z.record(z.string(), z.array(z.string()))

/** The places that were picked of late, by use, in a file of the home. A file that cannot be read is an empty one. */
export class RecentPlaces {
  readonly #file: string
  #turn: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
  }

  async of(use: PlaceUse): Promise<string[]> {
    await this.#turn
    return (await this.#read())[use] ?? []
  }

  /** Puts a place first. One after the other, so that none is lost. */
  remember(use: PlaceUse, path: string): Promise<void> {
    const done = this.#turn.then(async () => {
      const all = await this.#read()
      const others = (all[use] ?? []).filter((known) => known !== path)
      const next = { ...all, [use]: [path, ...others].slice(0, most) }
      await writeFile(`${this.#file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
      await rename(`${this.#file}.new`, this.#file)
    })
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #read(): Promise<Record<string, string[]>> {
    try {
      return Remembered.parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch {
      return {}
    }
  }
}
