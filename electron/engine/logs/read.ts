import type { LogBatch, LogLine } from '../../api/schema/containers.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient, EngineStream } from '../client.ts'
import { malformed, transportError } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'
import { FrameParser } from './frames.ts'
import { LineAssembler } from './lines.ts'
import { sinceOf } from './since.ts'

/** Lines gather for so many milliseconds before they go out together… */
const gatherMs = 50
/** …or until there are so many of them, or so many characters. */
const maxLines = 2000
const maxCharacters = 512 * 1024

const doing = 'read the logs of the container'

/**
 * The logs of a container, in batches. Nothing is read from the engine while a batch waits to be taken, so a slow
 * reader slows the engine down instead of filling our memory.
 */
export async function* readLogs(
  client: EngineClient,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogBatch, void> {
  try {
    yield* batches(await open(client, options, signal))
  } catch (thrown) {
    if (!signal.aborted) throw transportError(doing, thrown)
  }
}

export interface LogOptions {
  readonly id: string
  readonly tail: number
  readonly follow: boolean
  readonly since: string | null
}

function open(client: EngineClient, options: LogOptions, signal: AbortSignal): Promise<EngineStream> {
  return client.stream({
    doing,
    path: `${containerPath(options.id)}/logs`,
    query: {
      stdout: true,
      stderr: true,
      timestamps: true,
      follow: options.follow,
      tail: options.tail,
      since: options.since === null ? undefined : sinceOf(options.since),
    },
    signal,
  })
}

async function* batches(stream: EngineStream): AsyncGenerator<LogBatch, void> {
  const gathered = new Gathered(isMultiplexed(stream))
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const read = (): Promise<IteratorResult<Buffer>> => {
    const next = chunks.next()
    // What is given up when the reader leaves must not become an unhandled rejection.
    next.catch(() => undefined)
    return next
  }
  try {
    let next = read()
    for (let ended = false; !ended;) {
      let result: IteratorResult<Buffer> | null = await next
      for (const until = performance.now() + gatherMs; result;) {
        if (result.done) break
        gathered.push(result.value)
        next = read()
        const left = until - performance.now()
        result = gathered.full || left <= 0 ? null : await within(next, left)
      }
      ended = result?.done === true
      if (ended) gathered.end()
      const lines = gathered.take()
      if (lines.length > 0 || ended) yield { lines, done: ended }
    }
  } finally {
    stream.destroy()
  }
}

/** A promise's value, or null when it takes longer than `ms`. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)))
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Without a terminal, stdout and stderr come in frames of one stream (the engine says so since API 1.42). */
function isMultiplexed(stream: EngineStream): boolean {
  return stream.headers['content-type'] === 'application/vnd.docker.multiplexed-stream'
}

/** Bytes in, lines out. */
class Gathered {
  #lines: LogLine[] = []
  #characters = 0
  #engineError = ''
  readonly #add = (line: LogLine): void => {
    this.#lines.push(line)
    this.#characters += line.text.length
  }
  readonly #stdout = new LineAssembler('stdout', this.#add)
  readonly #stderr = new LineAssembler('stderr', this.#add)
  readonly #frames: FrameParser | null

  constructor(multiplexed: boolean) {
    let current: LineAssembler | null = this.#stdout
    this.#frames = multiplexed
      ? new FrameParser({
          begin: (stream) => {
            current = stream === 'stdout' ? this.#stdout : stream === 'stderr' ? this.#stderr : null
            current?.begin()
          },
          data: (part) => {
            if (current) current.data(part)
            else this.#engineError = clip(this.#engineError + part.toString('utf8'), 2000)
          },
          end: () => {
            if (!current) throw this.#given()
          },
        })
      : null
  }

  get full(): boolean {
    return this.#lines.length >= maxLines || this.#characters >= maxCharacters
  }

  push(chunk: Buffer): void {
    try {
      if (this.#frames) this.#frames.push(chunk)
      else this.#stdout.data(chunk)
    } catch (thrown) {
      throw thrown instanceof RangeError ? malformed(doing, thrown.message) : thrown
    }
  }

  end(): void {
    this.#stdout.end()
    this.#stderr.end()
  }

  take(): LogLine[] {
    const lines = this.#lines
    this.#lines = []
    this.#characters = 0
    return lines
  }

  /** The engine broke off the log in its own words. */
  #given(): BerthError {
    return new BerthError('engine-failed', `Could not ${doing}: ${this.#engineError.trim()}`, {
      hint: "The log on the machine's disk may be damaged; what follows a restart of the container can be read.",
    })
  }
}
