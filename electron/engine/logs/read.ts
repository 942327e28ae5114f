import { BerthError } from '../../base/errors.ts'
import type { EngineClient, EngineStream } from '../client.ts'
import { malformed, transportError } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'
import { FrameParser } from './frames.ts'
import type { LogLine } from './line.ts'
import { LineAssembler } from './lines.ts'
import { sinceOf } from './since.ts'

export interface LogOptions {
  /** the container */
  readonly id: string
  /** null for all of it */
  readonly tail: number | null
  readonly follow: boolean
  /** RFC 3339 */
  readonly since: string | null
  readonly until: string | null
  readonly stdout?: boolean
  readonly stderr?: boolean
  /** false leaves the lines without times, and their bytes as they are */
  readonly times?: boolean
}

export const doing = 'read the logs of the container'

/** Asks the engine for a log; resolves with its headers. */
export function openLog(
  client: EngineClient,
  options: LogOptions,
  signal: AbortSignal,
): Promise<EngineStream> {
  return client.stream({
    doing,
    path: `${containerPath(options.id)}/logs`,
    query: {
      stdout: options.stdout ?? true,
      stderr: options.stderr ?? true,
      timestamps: options.times ?? true,
      follow: options.follow,
      tail: options.tail ?? 'all',
      since: options.since === null ? undefined : sinceOf(options.since),
      until: options.until === null ? undefined : sinceOf(options.until),
    },
    signal,
  })
}

/**
 * The lines of a log as they come, never empty-handed. Nothing is read from the engine while lines wait to be taken, so a
 * slow reader slows the engine down instead of filling our memory. Ends quietly when `signal` aborts.
 */
export async function* readLines(stream: EngineStream, signal: AbortSignal): AsyncGenerator<LogLine[], void> {
  const lines = new LineReader(isMultiplexed(stream))
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (signal.aborted) return
      const found = lines.push(chunk)
      if (found.length > 0) yield found
    }
    const rest = lines.end()
    if (rest.length > 0) yield rest
  } catch (thrown) {
    if (!signal.aborted) throw transportError(doing, thrown)
  } finally {
    stream.destroy()
  }
}

/** The bytes that the container wrote, both streams together, nothing added. */
export async function* readBytes(stream: EngineStream, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  let found: Buffer[] = []
  const parser = isMultiplexed(stream) ? multiplexed((_stream, part) => found.push(part)) : null
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (!parser) yield chunk
      else {
        pushInto(parser, chunk)
        if (found.length > 0) yield Buffer.concat(found)
        found = []
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw transportError(doing, thrown)
  } finally {
    stream.destroy()
  }
}

/** Without a terminal, stdout and stderr come in frames of one stream (the engine says so since API 1.42). */
function isMultiplexed(stream: EngineStream): boolean {
  return stream.headers['content-type'] === 'application/vnd.docker.multiplexed-stream'
}

/** Bytes in, lines out. */
class LineReader {
  #found: LogLine[] = []
  readonly #stdout: LineAssembler
  readonly #stderr: LineAssembler
  readonly #frames: FrameParser | null

  constructor(framed: boolean) {
    const add = (line: LogLine): void => void this.#found.push(line)
    this.#stdout = new LineAssembler('stdout', framed, add)
    this.#stderr = new LineAssembler('stderr', framed, add)
    const of = { stdout: this.#stdout, stderr: this.#stderr }
    this.#frames = framed
      ? multiplexed(
          (stream, part) => of[stream].data(part),
          (stream) => of[stream].begin(),
        )
      : null
  }

  push(chunk: Buffer): LogLine[] {
    if (this.#frames) pushInto(this.#frames, chunk)
    else this.#stdout.data(chunk)
    return this.#take()
  }

  end(): LogLine[] {
    this.#stdout.end()
    this.#stderr.end()
    return this.#take()
  }

  #take(): LogLine[] {
    const found = this.#found
    if (found.length > 0) this.#found = []
    return found
  }
}

type Stream = LogLine['stream']

/** Takes frames apart; throws what the engine itself says when it gives up on a log. */
function multiplexed(
  data: (stream: Stream, part: Buffer) => void,
  begin: (stream: Stream) => void = () => undefined,
): FrameParser {
  let current: Stream | 'error' = 'stdout'
  let words = ''
  return new FrameParser({
    begin: (stream) => {
      current = stream
      if (stream !== 'error') begin(stream)
    },
    data: (part) => {
      if (current === 'error') words = clip(words + part.toString('utf8'), 2000)
      else data(current, part)
    },
    end: () => {
      if (current === 'error') throw brokenOff(words)
    },
  })
}

function pushInto(parser: FrameParser, chunk: Buffer): void {
  try {
    parser.push(chunk)
  } catch (thrown) {
    throw thrown instanceof RangeError ? malformed(doing, thrown.message) : thrown
  }
}

/** The engine broke off the log in its own words. */
function brokenOff(words: string): BerthError {
  return new BerthError('engine-failed', `Could not ${doing}: ${words.trim()}`, {
    hint: "The log on the machine's disk may be damaged; what follows a restart of the container can be read.",
  })
}
