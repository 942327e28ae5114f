import { connect } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { defaultSocket, isSameSocket } from '../base/default-socket.ts'
import type { Log } from '../base/log.ts'
import { dockerHost } from '../base/paths.ts'
import { contextCommand } from './docker-contexts.ts'

/** The context of Berth's own engine, and that of Windows' own beside it. */
export const ownContext = 'berth'
export const windowsContext = 'berth-windows'

const Inspected = z
  .array(z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) }))
  .min(1)

export interface DockerContextOptions {
  /** `berth`, if nothing else is said */
  readonly name?: string
  readonly description?: string
  /** folder of the docker CLI */
  readonly tools: string
  readonly engineSocket: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
  /** where another engine may answer already; docker's own default unless a test says otherwise */
  readonly defaultSocket?: string
}

/** What there is of contexts and of other engines. */
export interface ContextLook {
  readonly current: string | null
  readonly berth: 'here' | 'elsewhere' | 'none'
  readonly defaultSocket: string
  /** who answers at docker's own default socket: Berth's own engine does where it was linked there */
  readonly atDefault: 'nobody' | 'other' | 'berth'
}

/**
 * A docker context of Berth's in the user's own docker configuration, kept by the docker command itself. There is one
 * per user: it belongs to the home that started last, unless the engine of another home answers on it right now.
 */
export class DockerContext {
  readonly #options: DockerContextOptions
  readonly #host: string
  readonly #name: string

  constructor(options: DockerContextOptions) {
    this.#options = options
    this.#name = options.name ?? ownContext
    this.#host = dockerHost(options.engineSocket)
  }

  /**
   * Makes the context lead here. The user's current context becomes ours only when it is the default, nothing in the
   * environment says otherwise, and no other engine answers there. Never rejects: docker works without, by its socket.
   */
  async ensure(): Promise<void> {
    const { log } = this.#options
    try {
      if (!(await this.#make())) return
      if (this.#isChosenByEnvironment() || (await this.#current()) !== 'default') return
      if (await answers(this.#options.defaultSocket ?? defaultSocket)) return
      await this.use()
      log.info({ name: this.#name }, 'the docker context is the current one')
    } catch (thrown) {
      log.warn({ name: this.#name, error: String(thrown) }, 'the docker context could not be made')
    }
  }

  /**
   * Becomes the current one in the place of `other`, if that is what docker talks to now: a choice of the user's own stays.
   * Never rejects.
   */
  async takeOver(other: DockerContext): Promise<void> {
    const { log } = this.#options
    try {
      const held = (await this.#current()) === other.#name && (await other.isOurs())
      if (!held || this.#isChosenByEnvironment()) return
      await this.#make()
      if (!(await this.isOurs())) return
      await this.use()
      log.info({ name: this.#name }, 'the docker context went along')
    } catch (thrown) {
      log.warn({ name: this.#name, error: String(thrown) }, 'the docker context did not go along')
    }
  }

  /** Makes it lead here, and changes nothing else. Never rejects. */
  async keep(): Promise<void> {
    await this.#make().catch((thrown: unknown) => {
      const { log } = this.#options
      log.warn({ name: this.#name, error: String(thrown) }, 'the docker context could not be made')
    })
  }

  /** True when it was made or changed just now. */
  async #make(): Promise<boolean> {
    const { log, description = 'Berth' } = this.#options
    const there = await this.#endpoint()
    if (there === this.#host) return false
    if (there !== null && (await answers(there.replace(/^unix:\/\//, '')))) {
      log.info({ name: this.#name, there }, 'the docker context belongs to another home that runs: it stays')
      return false
    }
    const verb = there === null ? 'create' : 'update'
    await this.#docker(verb, this.#name, '--description', description, '--docker', `host=${this.#host}`)
    log.info({ name: this.#name, host: this.#host }, 'the docker context leads here')
    return true
  }

  #isChosenByEnvironment(): boolean {
    const { env } = this.#options
    return Boolean(env['DOCKER_HOST'] || env['DOCKER_CONTEXT'])
  }

  /** What docker talks to now; changes nothing. `current` is null when docker could not be asked. */
  async look(): Promise<ContextLook> {
    const at = this.#options.defaultSocket ?? defaultSocket
    const atDefault = this.#whoAnswers(at)
    try {
      const current = await this.#current()
      const endpoint = await this.#endpoint()
      const berth = endpoint === null ? 'none' : endpoint === this.#host ? 'here' : 'elsewhere'
      return { current, berth, defaultSocket: at, atDefault: await atDefault }
    } catch {
      return { current: null, berth: 'none', defaultSocket: at, atDefault: await atDefault }
    }
  }

  /** Makes it the current one. Rejects when docker refuses. */
  async use(): Promise<void> {
    await this.#docker('use', this.#name)
  }

  /** True when the context leads here. */
  async isOurs(): Promise<boolean> {
    return (await this.#endpoint().catch(() => null)) === this.#host
  }

  /** Takes the context away if it leads here. Never rejects. */
  async remove(): Promise<void> {
    try {
      if (!(await this.isOurs())) return
      if ((await this.#current()) === this.#name) await this.#docker('use', 'default')
      await this.#docker('rm', '--force', this.#name)
    } catch (thrown) {
      const { log } = this.#options
      log.warn({ name: this.#name, error: String(thrown) }, 'the docker context could not be removed')
    }
  }

  async #whoAnswers(at: string): Promise<ContextLook['atDefault']> {
    if (await isSameSocket(at, this.#options.engineSocket)) return 'berth'
    return (await answers(at)) ? 'other' : 'nobody'
  }

  async #endpoint(): Promise<string | null> {
    const words = await this.#docker('ls', '--format', '{{.Name}}')
    if (!words.split('\n').includes(this.#name)) return null
    const [found] = Inspected.parse(JSON.parse(await this.#docker('inspect', this.#name)))
    return found?.Endpoints.docker.Host ?? null
  }

  async #current(): Promise<string> {
    return (await this.#docker('show')).trim()
  }

  #docker(...args: string[]): Promise<string> {
    const { tools, env } = this.#options
    return contextCommand({ docker: path.join(tools, 'docker'), env }, args)
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
