import type { Readable, Writable } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { ShellControl, ShellRequest, type ShellResult } from '../api/schema/host.ts'
import { readShellFrame, shellFrame, shellStreams, type ShellStream } from '../api/schema/shell-frames.ts'
import { BerthError, toBerthError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'

/** A shell or command that runs in the guest; the guest room's, as far as it is carried here. */
export interface RunningShell {
  readonly input: Writable
  readonly output: Readable
  readonly errors: Readable
  resize(columns: number, rows: number): void
  /** settles once the command has ended and all it said was read */
  readonly exited: Promise<number>
  close(): void
}

export type OpenShell = (request: ShellRequest, signal: AbortSignal) => Promise<RunningShell>

/** While input is held back nothing is read, so a client that went away shows only when it is written to. */
const stillThereMs = 2000

/** Carries shells between clients of the control socket and the guest, one per WebSocket; each is hung up with its client. */
export function shellServer(open: OpenShell, log: Log): (socket: WebSocket) => void {
  return (socket) => {
    const gone = new AbortController()
    socket.once('close', () => gone.abort())
    const end = (result: ShellResult): void => {
      // A paused socket would not hear the answer to its good-bye.
      socket.resume()
      socket.send(JSON.stringify(result))
      socket.close(1000)
    }
    const messages = new Inbox(socket)
    run(socket, messages, open, gone.signal).then(
      (code) => end({ kind: 'exit', code }),
      (thrown: unknown) => {
        const error = toBerthError(thrown)
        if (error.code !== 'cancelled')
          log.info({ code: error.code, message: error.message }, 'a shell ended with an error')
        end({ kind: 'error', error: error.toPlain() })
      },
    )
  }
}

interface Message {
  readonly data: RawData
  readonly isBinary: boolean
}

/** The messages of a client in order, those that came before the shell was open too. */
class Inbox {
  readonly #waiting: Message[] = []
  #take: ((message: Message) => void) | null = null

  constructor(socket: WebSocket) {
    socket.on('message', (data, isBinary) => {
      if (this.#take) this.#take({ data, isBinary })
      else this.#waiting.push({ data, isBinary })
    })
  }

  next(): Promise<Message> {
    return new Promise((resolve) => {
      this.#take = (message) => {
        this.#take = null
        resolve(message)
      }
    })
  }

  /** Hands over what waits, then all that comes. */
  each(take: (message: Message) => void): void {
    for (const message of this.#waiting.splice(0)) take(message)
    this.#take = take
  }
}

async function run(
  socket: WebSocket,
  messages: Inbox,
  open: OpenShell,
  signal: AbortSignal,
): Promise<number> {
  const first = await messages.next()
  const request = first.isBinary ? null : parse(first.data, ShellRequest)
  if (!request) throw malformed()
  // What a hasty client sends meanwhile waits in the kernel, but for what has been read already.
  socket.pause()
  const shell = await open(request, signal)
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  const input = new Input(socket, shell.input)
  messages.each(({ data, isBinary }) => {
    if (isBinary) {
      const frame = readShellFrame(data as Buffer)
      if (frame?.stream === shellStreams.input) input.write(frame.data)
      else failed.reject(malformed())
      return
    }
    const control = parse(data, ShellControl)
    if (control?.kind === 'resize') shell.resize(control.columns, control.rows)
    else if (control?.kind === 'end-of-input') shell.input.end()
    else failed.reject(malformed())
  })
  forward(shell.output, shellStreams.output, socket)
  forward(shell.errors, shellStreams.errors, socket)
  if (!input.held) socket.resume()
  try {
    return await Promise.race([shell.exited, failed.promise])
  } finally {
    input.letGo()
    shell.close()
  }
}

/** One chunk is on its way at a time, so a client that does not read holds the command back and fills nothing here. */
function forward(from: Readable, stream: ShellStream, socket: WebSocket): void {
  from.on('data', (chunk: Buffer) => {
    from.pause()
    socket.send(shellFrame(stream, chunk), () => from.resume())
  })
}

/** Writes what a client types; a command that does not read holds its client back. */
class Input {
  readonly #socket: WebSocket
  readonly #input: Writable
  #held: NodeJS.Timeout | null = null

  constructor(socket: WebSocket, input: Writable) {
    this.#socket = socket
    this.#input = input
    input.on('drain', () => this.letGo())
    // Input that nobody takes any more is no reason to end a command that still says something.
    input.on('error', () => this.letGo())
  }

  write(data: Uint8Array): void {
    if (this.#input.writableEnded || this.#input.destroyed) return
    if (this.#input.write(data) || this.#held) return
    this.#socket.pause()
    this.#held = setInterval(() => this.#socket.ping(), stillThereMs)
  }

  get held(): boolean {
    return this.#held !== null
  }

  letGo(): void {
    if (this.#held) clearInterval(this.#held)
    this.#held = null
    this.#socket.resume()
  }
}

function parse<T>(
  data: RawData,
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
): T | null {
  try {
    return schema.safeParse(JSON.parse((data as Buffer).toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

function malformed(): BerthError {
  return new BerthError('bad-input', 'The client of the shell said what the host does not understand.', {
    hint: 'Use the berth command of the same version as the host; "berth stop" ends the host.',
  })
}
