import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { DockerCli } from '../docker-cli.ts'
import { listHistory, type EngineRecord } from './history.ts'

interface OtherBuildsOptions {
  readonly docker: DockerCli
  readonly log: Log
  readonly everyMs: number
  /** after every look, also one that failed */
  readonly changed: () => void
}

/** ms */
const deadlineMs = 20_000

/**
 * What the engine remembers of builds, while somebody watches. It tells no one when that changes, so it is asked again
 * and again. While it is away, its records stay as they were last seen.
 */
export class OtherBuilds {
  readonly #options: OtherBuildsOptions
  #records: readonly EngineRecord[] = []
  /** A look that was under way when they were removed has them still; a ref never comes again. */
  readonly #forgotten = new Set<string>()
  #watch: AbortController | null = null
  #wake: () => void = () => undefined

  constructor(options: OtherBuildsOptions) {
    this.#options = options
  }

  get records(): readonly EngineRecord[] {
    return this.#records
  }

  start(): void {
    if (this.#watch) return
    this.#watch = new AbortController()
    void this.#loop(this.#watch.signal)
  }

  stop(): void {
    this.#watch?.abort()
    this.#watch = null
  }

  /** Looks once, where nobody watches. */
  async peek(signal: AbortSignal): Promise<void> {
    if (this.#watch) return
    await this.#list(signal)
    if (!signal.aborted) this.#options.changed()
  }

  /** Looks again now, if anybody watches. */
  look(): void {
    this.#wake()
  }

  forget(refs: readonly string[]): void {
    for (const ref of refs) this.#forgotten.add(ref)
    this.#keep(this.#records)
  }

  #keep(records: readonly EngineRecord[]): void {
    this.#records = records.filter(({ ref }) => !this.#forgotten.has(ref))
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { everyMs, changed } = this.#options
    const over = (): boolean => signal.aborted
    while (!over()) {
      await this.#list(signal)
      if (over()) return
      changed()
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, everyMs)
        signal.addEventListener('abort', done)
        this.#wake = done
      })
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { docker, log } = this.#options
    try {
      this.#keep(await listHistory(docker, AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])))
    } catch (thrown) {
      log.debug({ error: toBerthError(thrown).message }, 'the history of builds was not listed')
    }
  }
}
