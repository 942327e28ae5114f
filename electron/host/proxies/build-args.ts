import { readFile } from 'node:fs/promises'
import type { EngineSettings } from '../../api/schema/engine-settings.ts'
import { withoutUser } from '../redact/urls.ts'

const names = [
  ['http-proxy', 'HTTP_PROXY'],
  ['https-proxy', 'HTTPS_PROXY'],
  ['no-proxy', 'NO_PROXY'],
] as const

export interface ProxyArg {
  readonly name: string
  readonly value: string
}

/**
 * The engine's proxies as the arguments that every build knows without declaring them and that leave no trace in its
 * image, in both cases as docker gives them. One that logs in with a password is left out: arguments can be read by
 * other programs. `ownConfig`: the user's docker configuration, whose own word on proxies stands (docker's "proxies").
 */
export async function proxyArgs(engine: EngineSettings, ownConfig: string): Promise<ProxyArg[]> {
  const proxies = engine['proxies']
  if (typeof proxies !== 'object' || proxies === null || Array.isArray(proxies)) return []
  if (await saysProxies(ownConfig)) return []
  return names.flatMap(([key, name]): ProxyArg[] => {
    const value = proxies[key]
    if (typeof value !== 'string' || value === '' || hasUser(value)) return []
    return [
      { name, value },
      { name: name.toLowerCase(), value },
    ]
  })
}

const hasUser = (proxy: string): boolean => withoutUser(proxy) !== proxy || /^[^/]*@/.test(proxy)

async function saysProxies(file: string): Promise<boolean> {
  try {
    const config: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof config === 'object' && config !== null && 'proxies' in config
  } catch {
    return false
  }
}
