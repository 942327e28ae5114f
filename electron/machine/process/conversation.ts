import type { Duplex } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { z } from 'zod'
import { withDeadline } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import { LineSplitter } from '../console/lines.ts'

/** Longest message that is taken, in characters. */
const longestMessage = 4 * 2 ** 20
const usualMs = 10_000
const hint = 'Look at "berth logs host". "berth stop --force" ends a machine that does not answer.'
const Answer = z.looseObject({ id: z.number() })
export type Answer = z.infer<typeof Answer>

export interface AskOptions {
  readonly signal?: AbortSignal | undefined
  readonly deadlineMs?: number | undefined
}

/**
 * Questions and answers over a byte stream, each a line of JSON; an answer bears its question's `id`, and what bears none is
 * for `hear`. Whoever says something else than JSON is hung up on. Its waits reject with `hypervisor-failed` when the
 * stream ends, with `timeout` after their deadline.
 */
export class Conversation {
  /** resolves when the stream has ended, whoever ended it */
  readonly closed: Promise<void>
  readonly #who: string
  readonly #stream: Duplex
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #nextId = 1

  constructor(who: string, stream: Duplex, hear: (message: unknown) => void) {
    this.#who = who
    this.#stream = stream
    this.closed = new Promise((resolve) => stream.once('close', resolve))
    stream.on('error', () => undefined)
    const lines = new LineSplitter(longestMessage)
    const decoder = new StringDecoder('utf8')
    stream.on('data', (chunk: Buffer) => {
      for (const line of lines.push(decoder.write(chunk))) this.#take(line, hear)
    })
  }

  /** Sends `message` with an id; resolves with what answers it. `what` completes "QEMU did not …". */
  async ask(what: string, message: object, options: AskOptions = {}): Promise<Answer> {
    const id = this.#nextId++
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve))
    this.#stream.write(`${JSON.stringify({ ...message, id })}\n`)
    return this.wait(what, answer, options).finally(() => this.#waiting.delete(id))
  }

  /** Waits for something that the other side is to say. */
  wait<T>(what: string, it: Promise<T>, { signal, deadlineMs = usualMs }: AskOptions = {}): Promise<T> {
    const message = `${this.#who} did not ${what} within ${Math.round(deadlineMs / 1000)} seconds.`
    const over = async (): Promise<never> => {
      await this.closed
      throw new BerthError('hypervisor-failed', `${this.#who} closed its monitor.`, { hint })
    }
    return withDeadline({ ms: deadlineMs, message, hint }, signal ?? new AbortController().signal, () =>
      Promise.race([it, over()]),
    )
  }

  close(): void {
    this.#stream.destroy()
  }

  #take(line: string, hear: (message: unknown) => void): void {
    let message: unknown
    try {
      message = JSON.parse(line)
    } catch {
      this.close()
      return
    }
    const answer = Answer.safeParse(message)
    if (answer.success) this.#waiting.get(answer.data.id)?.(answer.data)
    else hear(message)
  }
}
