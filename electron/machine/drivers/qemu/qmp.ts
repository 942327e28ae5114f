import type { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { z } from 'zod'
import { withDeadline } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import { Topic } from '../../../base/topic.ts'
import { LineSplitter } from '../../console/lines.ts'
import { connected } from '../../process/sockets.ts'
import { Event, Greeting, Reply, type QmpEvent } from './qmp-messages.ts'

/** Longest message taken from QEMU, in characters. */
const longestMessage = 4 * 2 ** 20
const replyMs = 10_000
const hint = 'Look at "berth logs host". "berth stop --force" ends a machine that does not answer.'

interface Waiting {
  readonly settle: (reply: z.infer<typeof Reply>) => void
  readonly fail: (error: BerthError) => void
}

/** A conversation with one QEMU's monitor. QEMU serves one client at a time; the next waits until this one closes. */
export class QmpClient {
  readonly events = new Topic<QmpEvent>()
  /** resolves when the connection has ended, whoever ended it */
  readonly closed: Promise<void>
  readonly #socket: Socket
  readonly #lines = new LineSplitter(longestMessage)
  readonly #decoder = new StringDecoder('utf8')
  readonly #waiting = new Map<number, Waiting>()
  #greeted: (greeting: z.infer<typeof Greeting>) => void = () => undefined
  #nextId = 1
  #ended = false

  private constructor(socket: Socket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#end()
        resolve()
      })
    })
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      for (const line of this.#lines.push(this.#decoder.write(chunk))) this.#take(line)
    })
  }

  /**
   * Connects and negotiates. Rejects with Node's own error when nobody listens at `path`, with `hypervisor-failed`
   * when whoever listens does not speak as QEMU does.
   */
  static async connect(path: string, signal: AbortSignal, deadlineMs = replyMs): Promise<QmpClient> {
    const socket = await connected({ path }, signal)
    const client = new QmpClient(socket)
    try {
      await client.#within('greet', deadlineMs, signal, () => client.#greeting())
      await client.execute('qmp_capabilities', {}, z.unknown(), { signal, deadlineMs })
      return client
    } catch (error) {
      client.close()
      throw error
    }
  }

  /**
   * Runs a command and gives its checked answer. Rejects with `hypervisor-failed` when QEMU refuses, answers
   * something else or goes away, with `timeout` after `deadlineMs`.
   */
  async execute<T>(
    command: string,
    args: Readonly<Record<string, unknown>>,
    answer: z.ZodType<T>,
    options: { signal?: AbortSignal; deadlineMs?: number } = {},
  ): Promise<T> {
    const id = this.#nextId++
    const signal = options.signal ?? new AbortController().signal
    const reply = await this.#within(`run ${command}`, options.deadlineMs ?? replyMs, signal, () =>
      this.#ask(id, { execute: command, arguments: args, id }),
    ).finally(() => this.#waiting.delete(id))
    if ('error' in reply)
      throw new BerthError('hypervisor-failed', `QEMU refused ${command}: ${reply.error.desc}`, { hint })
    const parsed = answer.safeParse(reply.return)
    if (parsed.success) return parsed.data
    throw new BerthError('hypervisor-failed', `QEMU answered ${command} with something unexpected.`, {
      hint,
      cause: parsed.error,
    })
  }

  /** Runs a command whose answer says nothing. */
  async run(
    command: string,
    args: Readonly<Record<string, unknown>> = {},
    signal?: AbortSignal,
  ): Promise<void> {
    await this.execute(command, args, z.unknown(), signal ? { signal } : {})
  }

  close(): void {
    this.#socket.destroy()
  }

  #within<T>(what: string, ms: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const message = `QEMU did not ${what} within ${Math.round(ms / 1000)} seconds.`
    return withDeadline({ ms, message, hint }, signal, work)
  }

  #greeting(): Promise<z.infer<typeof Greeting>> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(0, { settle: () => undefined, fail: reject })
      this.#greeted = (greeting) => {
        this.#waiting.delete(0)
        resolve(greeting)
      }
    })
  }

  #ask(id: number, message: object): Promise<z.infer<typeof Reply>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(gone())
        return
      }
      this.#waiting.set(id, { settle: resolve, fail: reject })
      this.#socket.write(`${JSON.stringify(message)}\n`)
    })
  }

  #take(line: string): void {
    let message: unknown
    try {
      message = JSON.parse(line)
    } catch {
      this.#socket.destroy()
      return
    }
    const reply = Reply.safeParse(message)
    if (reply.success) {
      this.#waiting.get(reply.data.id)?.settle(reply.data)
      return
    }
    const event = Event.safeParse(message)
    if (event.success) {
      this.events.publish(event.data)
      return
    }
    const greeting = Greeting.safeParse(message)
    if (greeting.success) this.#greeted(greeting.data)
  }

  #end(): void {
    this.#ended = true
    for (const waiting of this.#waiting.values()) waiting.fail(gone())
    this.#waiting.clear()
  }
}

function gone(): BerthError {
  return new BerthError('hypervisor-failed', 'QEMU closed its monitor.', { hint })
}
