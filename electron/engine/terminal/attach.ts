import type { Duplex } from 'node:stream'
import { z } from 'zod'
import type { MainProcess, TerminalSize } from '../../api/schema/terminals.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import { malformed } from '../errors.ts'
import { FrameParser } from '../logs/frames.ts'
import { openLog } from '../logs/read.ts'
import { containerPath } from '../names.ts'

const doing = 'attach to the container'

const Inspected = z.object({
  Id: z.string(),
  Config: z.object({ Tty: z.boolean(), OpenStdin: z.boolean(), StdinOnce: z.boolean().default(false) }),
  State: z.object({ Running: z.boolean(), ExitCode: z.number().int().nullish() }),
})
type Inspected = z.infer<typeof Inspected>

/** Lines of the log that are shown before what comes from now on. */
const tailLines = 200
const mostTailBytes = 256 * 1024

/** Milliseconds until a stream that ended without the container's end counts as detached. */
const dieWaitMs = 1500

/** A container's own main process as a terminal has it: its streams, which others may watch too. */
export class Attached {
  readonly main: MainProcess
  readonly stream: Duplex
  readonly #client: EngineClient
  readonly #path: string
  readonly #death: Death
  readonly #shown: (chunk: Buffer) => Buffer
  #once: Promise<Duplex> | null = null

  private constructor(client: EngineClient, path: string, stream: Duplex, main: MainProcess, death: Death) {
    this.#client = client
    this.#path = path
    this.stream = stream
    this.main = main
    this.#death = death
    this.#shown = main.tty ? (chunk) => chunk : unframed()
  }

  static async open(
    client: EngineClient,
    connection: Connection,
    id: string,
    signal: AbortSignal,
  ): Promise<Attached> {
    const path = containerPath(id)
    const now = await inspect(client, path, signal)
    if (!now.State.Running)
      throw new BerthError('conflict', `Could not ${doing}: it is not running.`, {
        hint: 'Start the container first.',
      })
    const { Tty: tty, OpenStdin, StdinOnce } = now.Config
    // Who leaves such an input closes it, which ends many a program: it is touched by what is typed only.
    const input = !OpenStdin ? 'closed' : StdinOnce && !tty ? 'once' : 'open'
    const death = new Death(connection, now.Id)
    try {
      const stream = await client.upgrade({
        doing,
        method: 'POST',
        path: `${path}/attach`,
        query: { stream: true, stdin: input === 'open', stdout: true, stderr: true },
        signal,
      })
      // Begins to gather what comes, while the log is read.
      stream.read(0)
      return new Attached(client, path, stream, { tty, input }, death)
    } catch (thrown) {
      death.forget()
      throw thrown
    }
  }

  /** The end of the log, without what the stream has brought already. */
  async tail(signal: AbortSignal): Promise<Buffer> {
    const shown = this.main.tty ? (chunk: Buffer): Buffer => chunk : unframed()
    const parts: Buffer[] = []
    try {
      const options = { id: this.#path.slice('/containers/'.length), tail: tailLines, times: false }
      const log = await openLog(this.#client, { ...options, follow: false, since: null, until: null }, signal)
      for await (const chunk of log as AsyncIterable<Buffer>) parts.push(shown(chunk))
    } catch {
      // Some log drivers cannot be read; what comes is shown all the same.
      return Buffer.alloc(0)
    }
    const tail = Buffer.concat(parts).subarray(-mostTailBytes)
    const early = this.stream.read() as Buffer | null
    if (early === null) return tail
    this.stream.unshift(early)
    return withoutOverlap(tail, this.main.tty ? early : unframed()(early))
  }

  /** What a terminal shows of a piece of the stream. */
  shown(chunk: Buffer): Buffer {
    return this.#shown(chunk)
  }

  /** Where what is typed goes; one that is open once is opened by what is typed first. */
  input(): Promise<Duplex> {
    if (this.main.input !== 'once') return Promise.resolve(this.stream)
    this.#once ??= this.#client
      .upgrade({
        doing: 'type to the container',
        method: 'POST',
        path: `${this.#path}/attach`,
        query: { stream: true, stdin: true },
      })
      .then((stream) => stream.on('error', () => undefined).resume())
    return this.#once
  }

  /** Half-closes the way in: the process reads its input's end, and what it says goes on. */
  async endInput(): Promise<void> {
    if (this.main.input !== 'once')
      throw new BerthError('conflict', 'Could not end the container’s input: the engine keeps it open.', {
        hint: 'Stop the container instead, or create it with an input that ends with its first client (docker run -i).',
      })
    const stream = await this.input()
    await new Promise<void>((resolve) => stream.end(resolve))
  }

  async resize(size: TerminalSize): Promise<void> {
    if (!this.main.tty) return
    await this.#client.json({
      doing: 'resize the terminal',
      method: 'POST',
      path: `${this.#path}/resize`,
      query: { h: size.rows, w: size.columns },
    })
  }

  /** Why the stream ended: the container's exit code (null: not known), or that we were detached and it goes on. */
  async end(signal: AbortSignal): Promise<{ kind: 'exit'; code: number | null } | { kind: 'detached' }> {
    const code = await this.#death.within(dieWaitMs)
    if (code !== undefined) return { kind: 'exit', code }
    const { State } = await inspect(this.#client, this.#path, signal)
    return State.Running ? { kind: 'detached' } : { kind: 'exit', code: State.ExitCode ?? null }
  }

  forget(): void {
    this.#death.forget()
    void this.#once?.then(
      (stream) => stream.destroy(),
      () => undefined,
    )
  }
}

async function inspect(client: EngineClient, path: string, signal: AbortSignal): Promise<Inspected> {
  const answer = Inspected.safeParse(await client.json({ doing, path: `${path}/json`, signal }))
  if (!answer.success) throw malformed(doing, 'it does not say how it runs')
  return answer.data
}

/** The two streams of a process without a terminal, taken out of their frames, with line ends as a screen needs them. */
function unframed(): (chunk: Buffer) => Buffer {
  let parts: Buffer[] = []
  const parser = new FrameParser({
    begin: () => undefined,
    data: (part) => parts.push(part),
    end: () => undefined,
  })
  return (chunk) => {
    parts = []
    parser.push(chunk)
    return Buffer.from(Buffer.concat(parts).toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
  }
}

/** `tail` without its end where that is the beginning of `next`. */
export function withoutOverlap(tail: Buffer, next: Buffer): Buffer {
  for (let length = Math.min(tail.length, next.length); length > 0; length -= 1)
    if (tail.subarray(-length).equals(next.subarray(0, length))) return tail.subarray(0, -length)
  return tail
}

/** That a container died, as the engine tells it; one that is started again at once has died too. */
class Death {
  readonly #unsubscribe: () => void
  #tell: (code: number | null) => void = () => undefined
  readonly #told = new Promise<number | null>((resolve) => (this.#tell = resolve))

  constructor(connection: Connection, id: string) {
    this.#unsubscribe = connection.events.subscribe((event) => {
      if (event.type !== 'container' || event.action !== 'die' || event.id !== id) return
      const code = Number(event.attributes['exitCode'] ?? Number.NaN)
      this.#tell(Number.isInteger(code) ? code : null)
    })
  }

  /** Its exit code; undefined where it lives on. */
  async within(ms: number): Promise<number | null | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), ms)
    })
    try {
      return await Promise.race([this.#told, late])
    } finally {
      clearTimeout(timer)
    }
  }

  forget(): void {
    this.#unsubscribe()
  }
}
