import type { Socket } from 'node:net'
import { z } from 'zod'
import { BerthError } from '../../../base/errors.ts'
import { Topic } from '../../../base/topic.ts'
import { Conversation, type AskOptions } from '../../process/conversation.ts'
import { connected } from '../../process/sockets.ts'
import { Event, Greeting, Reply, type QmpEvent } from './qmp-messages.ts'

const hint = 'Look at "berth logs host".'

/** A conversation with one QEMU's monitor. QEMU serves one client at a time; the next waits until this one closes. */
export class QmpClient {
  readonly events = new Topic<QmpEvent>()
  /** resolves when the connection has ended, whoever ended it */
  readonly closed: Promise<void>
  readonly #talk: Conversation
  readonly #greeted: Promise<void>

  private constructor(socket: Socket) {
    let greet: () => void
    this.#greeted = new Promise((resolve) => (greet = resolve))
    this.#talk = new Conversation('QEMU', socket, (message) => {
      const event = Event.safeParse(message)
      if (event.success) this.events.publish(event.data)
      else if (Greeting.safeParse(message).success) greet()
    })
    this.closed = this.#talk.closed
  }

  /**
   * Connects and negotiates. Rejects with Node's own error when nobody listens at `path`, with `hypervisor-failed`
   * when whoever listens does not speak as QEMU does.
   */
  static async connect(path: string, signal: AbortSignal, deadlineMs?: number): Promise<QmpClient> {
    const client = new QmpClient(await connected({ path }, signal))
    try {
      await client.#talk.wait('greet', client.#greeted, { signal, deadlineMs })
      await client.execute('qmp_capabilities', {}, z.unknown(), { signal, deadlineMs })
      return client
    } catch (error) {
      client.close()
      throw error
    }
  }

  /**
   * Runs a command and gives its checked answer. Rejects with `hypervisor-failed` when QEMU refuses, answers
   * something else or goes away, with `timeout` after the deadline.
   */
  async execute<T>(
    command: string,
    args: Readonly<Record<string, unknown>>,
    answer: z.ZodType<T>,
    options?: AskOptions,
  ): Promise<T> {
    const said = await this.#talk.ask(`run ${command}`, { execute: command, arguments: args }, options)
    const reply = Reply.safeParse(said)
    if (reply.data?.error)
      throw new BerthError('hypervisor-failed', `QEMU refused ${command}: ${reply.data.error.desc}`, { hint })
    const parsed = answer.safeParse(reply.data?.return)
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
    await this.execute(command, args, z.unknown(), { signal })
  }

  close(): void {
    this.#talk.close()
  }
}
