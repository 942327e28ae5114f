import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { EnvRow } from '../../api/schema/run-spec.ts'
import { dockerProxiesOf, type EngineSettings } from '../../api/schema/engine-settings.ts'
import { isRecord, type DockerProxies } from '../../base/docker-config.ts'
import { dockerHost } from '../../base/paths.ts'

/** What docker's configuration says, and what builds and containers get of it. */
const names = [
  ['httpProxy', 'HTTP_PROXY'],
  ['httpsProxy', 'HTTPS_PROXY'],
  ['noProxy', 'NO_PROXY'],
  ['ftpProxy', 'FTP_PROXY'],
  ['allProxy', 'ALL_PROXY'],
] as const

export interface ProxyParts {
  /** of Berth's own engine */
  readonly engineSocket: string
  /** the engine's settings as they are kept */
  readonly engine: () => Promise<EngineSettings>
  /** the user's docker configuration folder, whose own word on proxies stands */
  readonly ownDockerConfig: string
}

/**
 * Gives the engine's proxies to builds and new containers as docker itself does: by what its configuration says of this
 * engine under "proxies". They then stand neither in an argument that other programs can read, nor in an image.
 */
export class DockerProxySettings {
  readonly #parts: ProxyParts

  constructor(parts: ProxyParts) {
    this.#parts = parts
  }

  /** For the configuration of Berth's docker commands: null where nothing is to be added to the user's own. */
  async forCommands(): Promise<DockerProxies | null> {
    const proxies = dockerProxiesOf(await this.#parts.engine())
    return proxies && { [dockerHost(this.#parts.engineSocket)]: proxies }
  }

  /** What `docker create` would give a container of the engine at this socket. */
  async forContainers(engineSocket: string): Promise<EnvRow[]> {
    const own = await this.#own()
    const all = own ?? (await this.forCommands()) ?? {}
    const given = all[dockerHost(engineSocket)] ?? all['default']
    return names.flatMap(([key, name]): EnvRow[] => {
      const value = isRecord(given) ? given[key] : undefined
      if (typeof value !== 'string' || value === '') return []
      return [
        { name, value },
        { name: name.toLowerCase(), value },
      ]
    })
  }

  async #own(): Promise<Record<string, unknown> | null> {
    const text = await readFile(path.join(this.#parts.ownDockerConfig, 'config.json'), 'utf8').catch(() => '')
    try {
      const config: unknown = JSON.parse(text)
      return isRecord(config) && isRecord(config['proxies']) ? config['proxies'] : null
    } catch {
      return null
    }
  }
}
