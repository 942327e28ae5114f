import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { z } from 'zod'
import { pause, withDeadline } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { linesOf } from '../lines.ts'
import type { GuestLink } from '../link.ts'

/** The program that serves the engine on a named pipe (vm-assets/tools/pipe), and what it is given. */
export interface PipeHelper {
  readonly program: string
  /** files: the user's private key, and the guest's public host key, which it must have */
  readonly key: string
  readonly hostKey: string
  /** the pipe that Berth's own clients use */
  readonly own: string
}

export interface PipeForwardOptions {
  readonly helper: PipeHelper
  /** the pipe to serve; null for the first that is free of those where Docker's clients look */
  readonly pipe: string | null
  readonly link: Pick<GuestLink, 'state' | 'changes'>
  /** where the guest's sshd answers on this computer; null where nobody knows */
  readonly address: () => string | null
  readonly log: Log
}

const Event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('listening'), pipe: z.string() }),
  z.object({ event: z.literal('connected') }),
  z.object({ event: z.literal('lost'), error: z.string() }),
  z.object({ event: z.literal('failed'), error: z.string() }),
])

const startMs = 15_000
const againMs = 1000

/**
 * The engine on one named pipe of Windows, served by a helper that has an SSH connection of its own: a pipe of Node's knows
 * no half-close. The helper goes with this process, and is started again when it ends by itself.
 */
export class PipeForward {
  /** the pipe that is served */
  pipe = ''
  readonly #options: PipeForwardOptions
  readonly #closing = new AbortController()
  readonly #unsubscribe: () => void
  #child: ChildProcessWithoutNullStreams | null = null
  #over: Promise<void> = Promise.resolve()

  private constructor(options: PipeForwardOptions) {
    this.#options = options
    this.#unsubscribe = options.link.changes.subscribe(() => this.#tell())
  }

  /** Resolves when the pipe is served. Rejects with `conflict` when every name is taken, or the helper does not start. */
  static async listen(options: PipeForwardOptions): Promise<PipeForward> {
    const forward = new PipeForward(options)
    try {
      const message = "The engine's pipe was not served in time."
      const deadline = { ms: startMs, message, hint: 'Look at "berth logs host".' }
      await withDeadline(deadline, forward.#closing.signal, () => forward.#start())
      return forward
    } catch (error) {
      await forward.close()
      throw error
    }
  }

  /** Ends the helper, and with it its clients. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#unsubscribe()
    this.#child?.stdin.end()
    this.#child?.kill()
    await this.#over
  }

  #start(): Promise<void> {
    const { helper, pipe, log } = this.#options
    const names = pipe === null ? [] : ['--pipe', pipe]
    const args = ['--key', helper.key, '--host-key', helper.hostKey, ...names]
    const child = spawn(helper.program, args, { windowsHide: true })
    this.#child = child
    child.stdin.on('error', () => undefined)
    child.stderr.on('data', (words: Buffer) =>
      log.debug({ words: words.toString().slice(0, 500) }, 'the pipe helper'),
    )
    const listening = Promise.withResolvers<undefined>()
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (code) => resolve(`it ended with ${code ?? 'a signal'}`))
    })
    const read = this.#read(child, () => listening.resolve(undefined))
    this.#over = Promise.all([ended, read]).then(([why, failure]) => {
      listening.reject(notServed(failure ?? why))
      if (this.#child === child) this.#child = null
      if (!this.#closing.signal.aborted && this.pipe !== '') void this.#again(failure ?? why)
    })
    this.#tell()
    return listening.promise
  }

  /** Gives what the helper said of its failure, when it has ended. */
  async #read(child: ChildProcessWithoutNullStreams, listens: () => void): Promise<string | null> {
    let failure: string | null = null
    for await (const lines of linesOf(child.stdout))
      for (const line of lines) {
        const said = parsed(line)
        if (said?.event === 'listening') {
          this.pipe = said.pipe
          listens()
        } else if (said?.event === 'failed') failure = said.error
        else if (said?.event === 'lost')
          this.#options.log.info({ why: said.error }, 'the pipe has lost the guest')
      }
    return failure
  }

  async #again(why: string): Promise<void> {
    this.#options.log.warn({ why }, 'the pipe helper ended: it is started again')
    await pause(againMs, this.#closing.signal).catch(() => undefined)
    if (!this.#closing.signal.aborted) await this.#start().catch(() => undefined)
  }

  /** Where the guest is, each time that this may have changed. */
  #tell(): void {
    const { link, address } = this.#options
    const guest = link.state.kind === 'connected' ? (address() ?? '') : ''
    this.#child?.stdin.write(`${JSON.stringify({ guest })}\n`)
  }
}

function parsed(line: string): z.infer<typeof Event> | null {
  try {
    return Event.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function notServed(why: string): BerthError {
  return new BerthError('conflict', `The engine's pipe cannot be served: ${why}.`, {
    hint: 'End the other program that serves it (another Docker, perhaps), then start again.',
  })
}
