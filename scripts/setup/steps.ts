/** What a step says of itself. */
export interface Told {
  /** the newest word about what goes on */
  readonly report: (line: string) => void
}

/** Says steps with the time since the beginning, and that a quiet one still goes on. */
export class Teller {
  readonly #began: number
  readonly #quietMs: number
  readonly #write: (line: string) => void

  /** `began`: unix milliseconds that elapsed times count from; `quietMs`: no silence much longer than that */
  constructor(
    began: number,
    {
      quietMs = 8_000,
      write = (line) => process.stdout.write(line + '\n'),
    }: { quietMs?: number; write?: (line: string) => void } = {},
  ) {
    this.#began = began
    this.#quietMs = quietMs
    this.#write = write
  }

  say(line: string): void {
    const seconds = Math.max(0, Math.round((Date.now() - this.#began) / 1000))
    this.#write(`[${String(seconds).padStart(4)}s] ${line}`)
  }

  /** Runs `work` under `name`. Lines that it reports are shown at most once a second, the last one again when it is quiet. */
  async step<T>(name: string, work: (told: Told) => Promise<T>): Promise<T> {
    this.say(name)
    let newest = ''
    let shown = ''
    let lastShown = Date.now()
    const show = (): void => {
      lastShown = Date.now()
      shown = newest
      this.say(newest ? `${name}: ${newest}` : `${name} …`)
    }
    const timer = setInterval(() => {
      const since = Date.now() - lastShown
      if (since >= this.#quietMs || (newest !== shown && since >= 1000)) show()
    }, 500)
    try {
      return await work({
        report: (line) => {
          newest = line.trim().slice(0, 120)
        },
      })
    } finally {
      clearInterval(timer)
    }
  }
}
