import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { TerminalEvent, TerminalSize } from '../../api/schema/terminals.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import { transportError } from '../errors.ts'
import { Attached } from './attach.ts'
import { Exec } from './exec.ts'
import {
  cannotRun,
  endTreeCommand,
  hangUpCommand,
  isRefusal,
  markOf,
  shellCommand,
  windowsShellCommand,
} from './shell.ts'

export interface TerminalOptions {
  /** the container */
  readonly id: string
  /** null for its shell */
  readonly command: readonly string[] | null
  /** null for the container's own */
  readonly user: string | null
  /** the container's main process instead */
  readonly attach?: boolean
  readonly size: TerminalSize
}

interface Open {
  readonly stream: Duplex
  /** where what is typed goes */
  readonly input: () => Promise<Duplex>
  readonly endInput: () => Promise<void>
  readonly resize: (size: TerminalSize) => Promise<void>
  /** bytes that were sent and not yet taken */
  ahead: number
  /** they are fewer than they were */
  fewer: () => void
}

/** Bytes that may be on their way to a page; the program waits behind them, as it does for any slow terminal. */
const mostAhead = 512 * 1024

/** Milliseconds to wait for the engine to say how a program ended whose terminal is closed already. */
const exitWaitMs = 5000

/** The terminals that are open in containers now. */
export class Terminals {
  readonly #client: EngineClient
  readonly #connection: Connection
  readonly #log: Log
  readonly #open = new Map<string, Open>()

  constructor(client: EngineClient, connection: Connection, log: Log) {
    this.#client = client
    this.#connection = connection
    this.#log = log
  }

  /** Opens one and gives what it shows; ends with its exit, or, with the program hung up, when `signal` aborts. */
  run(options: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
    return options.attach ? this.#attach(options, signal) : this.#exec(options, signal)
  }

  /** The main process: who leaves it leaves it running. */
  async *#attach({ id, size }: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
    const terminal = randomUUID()
    const attached = await Attached.open(this.#client, this.#connection, id, signal)
    const { stream, main } = attached
    try {
      const tail = await attached.tail(signal)
      if (tail.length > 0) yield { kind: 'output', base64: tail.toString('base64') }
      const open: Open = {
        stream,
        input: () => attached.input(),
        endInput: () => attached.endInput(),
        resize: (to) => attached.resize(to),
        ahead: 0,
        fewer: () => undefined,
      }
      this.#open.set(terminal, open)
      yield { kind: 'opened', terminal, main }
      // Only another size makes a program draw anew: it is told one that it had not, then the right one. One that
      // has just ended has no size, which its end will tell.
      await attached.resize({ ...size, columns: Math.max(1, size.columns - 1) }).catch(() => undefined)
      await attached.resize(size).catch(() => undefined)
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        const shown = attached.shown(chunk)
        if (shown.length > 0) yield { kind: 'output', base64: shown.toString('base64') }
        open.ahead += shown.length
        if (open.ahead > mostAhead) await taken(open, signal)
      }
      yield await attached.end(signal)
    } catch (thrown) {
      if (!signal.aborted) throw transportError('stay attached to the container', thrown)
    } finally {
      this.#open.delete(terminal)
      attached.forget()
      stream.destroy()
    }
  }

  async *#exec(options: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
    const terminal = randomUUID()
    const exec = await Exec.create(this.#client, {
      container: options.id,
      command: options.command ?? (this.#isWindows ? windowsShellCommand : shellCommand),
      env: ['TERM=xterm-256color', markOf(terminal)],
      terminal: true,
      user: options.user,
    })
    const exit = new Exit(exec, this.#connection)
    let stream: Duplex | null = null
    let ended = false
    try {
      const own = await exec.start(options.size, signal)
      stream = own
      const open: Open = {
        stream,
        input: () => Promise.resolve(own),
        // A terminal's end is a key that its program reads.
        endInput: () => Promise.resolve(),
        resize: (size) => exec.resize(size),
        ahead: 0,
        fewer: () => undefined,
      }
      this.#open.set(terminal, open)
      yield { kind: 'opened', terminal, main: null }
      let refusal: Buffer | null = null
      let first = true
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (first && isRefusal(chunk)) refusal = chunk
        else yield { kind: 'output', base64: chunk.toString('base64') }
        first = false
        open.ahead += chunk.length
        if (open.ahead > mostAhead) await taken(open, signal)
      }
      ended = true
      const code = await exit.code()
      if (refusal) throw cannotRun(options.command, refusal.toString('utf8').trim())
      yield { kind: 'exit', code }
    } catch (thrown) {
      if (!signal.aborted) throw transportError('use the terminal', thrown)
    } finally {
      this.#open.delete(terminal)
      exit.forget()
      stream?.destroy()
      if (stream && !ended && this.#connection.attached) this.#hangUp(options.id, terminal, exec)
    }
  }

  /** Resolves when the engine has taken the data: typing faster than it reads waits. */
  async input(terminal: string, data: Buffer): Promise<void> {
    const stream = await this.#get(terminal).input()
    if (stream.write(data)) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stream.off('drain', done)
        stream.off('close', done)
        resolve()
      }
      stream.on('drain', done)
      stream.on('close', done)
    })
  }

  async endInput(terminal: string): Promise<void> {
    await this.#get(terminal).endInput()
  }

  took(terminal: string, bytes: number): void {
    const open = this.#open.get(terminal)
    if (!open) return
    open.ahead = Math.max(0, open.ahead - bytes)
    if (open.ahead <= mostAhead) open.fewer()
  }

  async resize(terminal: string, size: TerminalSize): Promise<void> {
    await this.#get(terminal).resize(size)
  }

  /** Cuts every terminal off: the machine goes away. */
  closeAll(): void {
    for (const { stream } of this.#open.values()) stream.destroy(new Error('the machine is stopping'))
  }

  get #isWindows(): boolean {
    return this.#connection.state.windows !== null
  }

  #get(terminal: string): Open {
    const open = this.#open.get(terminal)
    if (open) return open
    throw new BerthError('not-found', 'This terminal is closed.', { hint: 'Open a new one.' })
  }

  /** Nobody waits for this, and a container without a shell has no way to do it. */
  #hangUp(container: string, terminal: string, of: Exec): void {
    const end = async (): Promise<void> => {
      const pid = this.#isWindows ? await of.pid() : 0
      if (pid === null) return
      const command = this.#isWindows ? endTreeCommand(pid) : hangUpCommand(terminal)
      const exec = await Exec.create(this.#client, { container, command, env: [], terminal: false })
      await exec.startDetached()
    }
    end().catch((thrown: unknown) =>
      this.#log.debug({ container, error: toBerthError(thrown).toPlain() }, 'a terminal was not hung up'),
    )
  }
}

/** Until enough of what was sent is taken, or nobody will. */
function taken(open: Open, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done)
      open.stream.off('close', done)
      resolve()
    }
    open.fewer = done
    signal.addEventListener('abort', done)
    open.stream.once('close', done)
    if (signal.aborted || open.stream.destroyed) done()
  })
}

/** How an exec ended: the engine closes the terminal a moment before it knows, and tells by an event. */
class Exit {
  readonly #exec: Exec
  readonly #unsubscribe: () => void
  #died: () => void = () => undefined
  readonly #death = new Promise<void>((resolve) => (this.#died = resolve))

  constructor(exec: Exec, connection: Connection) {
    this.#exec = exec
    this.#unsubscribe = connection.events.subscribe((event) => {
      if (event.action === 'exec_die' && event.attributes['execID'] === exec.id) this.#died()
    })
  }

  async code(): Promise<number | null> {
    const now = await this.#exec.exitCode().catch(() => null)
    if (now !== null) return now
    const timer = setTimeout(() => this.#died(), exitWaitMs)
    await this.#death
    clearTimeout(timer)
    return this.#exec.exitCode().catch(() => null)
  }

  forget(): void {
    this.#unsubscribe()
  }
}
