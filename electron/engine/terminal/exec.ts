import type { Duplex } from 'node:stream'
import { z } from 'zod'
import type { TerminalSize } from '../../api/schema/terminals.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'

const Created = z.object({ Id: z.string().regex(/^[0-9a-f]{16,128}$/) })
const Inspected = z.object({
  Running: z.boolean(),
  ExitCode: z.number().int().nullish(),
  Pid: z.number().int().positive().nullish().catch(null),
})

const opening = 'open a terminal in the container'

/** The engine's calls for a program beside a container's own ("exec"). */
export class Exec {
  readonly id: string
  readonly #client: EngineClient

  private constructor(client: EngineClient, id: string) {
    this.#client = client
    this.id = id
  }

  static async create(
    client: EngineClient,
    options: {
      container: string
      command: readonly string[]
      env: readonly string[]
      terminal: boolean
      user?: string | null
    },
  ): Promise<Exec> {
    const answer = await client.json({
      doing: opening,
      method: 'POST',
      path: `${containerPath(options.container)}/exec`,
      body: {
        Cmd: options.command,
        Env: options.env,
        ...(options.user ? { User: options.user } : {}),
        Tty: options.terminal,
        AttachStdin: options.terminal,
        AttachStdout: options.terminal,
        AttachStderr: options.terminal,
      },
    })
    const created = Created.safeParse(answer)
    if (!created.success) throw malformed(opening, 'it has no id')
    return new Exec(client, created.data.Id)
  }

  /** Starts it in a terminal of this size; the stream is the terminal. */
  start(size: TerminalSize, signal: AbortSignal): Promise<Duplex> {
    const body = { Detach: false, Tty: true, ConsoleSize: [size.rows, size.columns] }
    return this.#client.upgrade({
      doing: opening,
      method: 'POST',
      path: `/exec/${this.id}/start`,
      body,
      signal,
    })
  }

  /** Starts it with nobody to see what it says. */
  async startDetached(): Promise<void> {
    const body = { Detach: true, Tty: false }
    await this.#client.json({ doing: opening, method: 'POST', path: `/exec/${this.id}/start`, body })
  }

  async resize(size: TerminalSize): Promise<void> {
    await this.#client.json({
      doing: 'resize the terminal',
      method: 'POST',
      path: `/exec/${this.id}/resize`,
      query: { h: size.rows, w: size.columns },
    })
  }

  /** Its exit code; null while it runs. */
  async exitCode(): Promise<number | null> {
    const now = await this.#inspect()
    return now.Running ? null : (now.ExitCode ?? null)
  }

  /** The number of its process; null when it has ended. */
  async pid(): Promise<number | null> {
    const now = await this.#inspect()
    return now.Running ? (now.Pid ?? null) : null
  }

  async #inspect(): Promise<z.infer<typeof Inspected>> {
    const doing = 'see how the terminal ended'
    const answer = Inspected.safeParse(await this.#client.json({ doing, path: `/exec/${this.id}/json` }))
    if (!answer.success) throw malformed(doing, 'it has no state')
    return answer.data
  }
}
