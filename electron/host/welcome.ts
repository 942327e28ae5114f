import { stat, writeFile } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import type { Paths } from '../base/paths.ts'

type State = 'due' | 'done'

/**
 * Whether a home is to be welcomed: it has no data disk when it is asked for the first time. That is written down, for the
 * first start makes the disk, and a page that is loaded anew meanwhile shall find the welcome again.
 */
export class Welcome {
  readonly #file: string
  readonly #dataDisk: string

  constructor(paths: Pick<Paths, 'welcome'> & { readonly machine: Pick<Paths['machine'], 'dataDisk'> }) {
    this.#file = paths.welcome
    this.#dataDisk = paths.machine.dataDisk
  }

  async isDue(): Promise<boolean> {
    const known = await readFile(this.#file, 'utf8').catch(() => null)
    if (known !== null) return known.includes('due')
    const used = await stat(this.#dataDisk).then(
      () => true,
      () => false,
    )
    await this.#keep(used ? 'done' : 'due')
    return !used
  }

  async done(): Promise<void> {
    await this.#keep('done')
  }

  async #keep(state: State): Promise<void> {
    await writeFile(this.#file, `${JSON.stringify({ welcome: state })}\n`, { mode: 0o600 })
  }
}
