import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { Status } from '../../electron/api/schema/status.ts'
import { pathsOf, type Paths } from '../../electron/base/paths.ts'

/** The command of this checkout. */
const checkout = path.resolve(import.meta.dirname, '../berth')

/** What a command said and how it ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** A Berth home of its own in a temporary folder, used through the berth command as a user does: for benches and tests. */
export class BerthHome {
  readonly dir: string
  readonly paths: Paths

  readonly #command: string
  readonly #more: Record<string, string>

  private constructor(dir: string, command: string, more: Record<string, string>) {
    this.dir = dir
    this.paths = pathsOf(dir, { ...process.env, ...more })
    this.#command = command
    this.#more = more
  }

  /** `command`: the berth command to use, that of the checkout unless said otherwise; `more` is added to its environment. */
  static async make(
    prefix = 'berth home ',
    command = checkout,
    more: Record<string, string> = {},
  ): Promise<BerthHome> {
    return new BerthHome(await mkdtemp(path.join(os.tmpdir(), prefix)), command, more)
  }

  get env(): Record<string, string> {
    // A docker configuration of its own, so that the user's contexts are not touched.
    return { BERTH_HOME: this.dir, DOCKER_CONFIG: path.join(this.dir, 'docker-of-user'), ...this.#more }
  }

  /** Runs a berth command to its end, whatever the end is. */
  async run(
    args: readonly string[],
    options: { input?: string | Buffer; timeoutMs?: number; env?: Record<string, string> } = {},
  ): Promise<Ended> {
    const began = performance.now()
    const { input, timeoutMs } = options
    const result = await execa(this.#command, args, {
      env: { ...this.env, ...options.env },
      reject: false,
      stripFinalNewline: false,
      ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    })
    return {
      code: result.exitCode ?? -1,
      stdout: result.stdout,
      stderr: result.stderr,
      ms: performance.now() - began,
    }
  }

  /** Runs a berth command that must succeed, and gives what it printed. */
  async berth(...args: string[]): Promise<string> {
    const ended = await this.run(args)
    if (ended.code !== 0)
      throw new Error(`berth ${args.join(' ')} ended with ${ended.code}:\n${ended.stderr}${ended.stdout}`)
    return ended.stdout
  }

  /** Milliseconds that a berth command took, from outside; it must succeed. */
  async time(...args: string[]): Promise<number> {
    const began = performance.now()
    await this.berth(...args)
    return performance.now() - began
  }

  docker(...args: string[]): Promise<string> {
    return this.berth('docker', ...args)
  }

  /** Starts a berth command and gives its process: for what is interrupted, or answers while it runs. */
  spawn(...args: string[]) {
    return execa(this.#command, args, { env: this.env, reject: false, stdin: 'pipe', buffer: true })
  }

  async status(): Promise<Status> {
    const { stdout } = await this.run(['status', '--json'])
    return Status.parse(JSON.parse(stdout))
  }

  /** Stops and deletes all of it. */
  async remove(): Promise<void> {
    await this.run(['reset', '--yes'])
    await rm(this.dir, { recursive: true, force: true })
  }
}
