import type { EngineSettings } from '../../api/schema/engine-settings.ts'
import { proxyWithoutUser } from '../redact/urls.ts'
import { ok, warning, type Finding } from './finding.ts'

export interface ProxyFacts {
  readonly env: NodeJS.ProcessEnv
  readonly engine: EngineSettings
}

/** The computer that runs the machine, as the machine sees it (QEMU's user network). */
const hostInGuest = '10.0.2.2'

/** Does the engine go the way out that this computer goes? */
export function judgeProxy({ env, engine }: ProxyFacts): Finding {
  const ours = proxiesOf(env)
  const given = engine['proxies']
  if (given !== undefined) return ok(`The engine uses ${shown(given) || 'no proxy'}, as its settings say.`)
  if (ours === null) return ok('No proxy is set, neither here nor for the engine.')
  return warning(
    `This computer uses ${shown(ours)}; the engine has no proxy set, and may not reach registries.`,
    'Give the engine the same; it counts once the engine has restarted.',
    // A password in it belongs into no command line that is shown.
    { kind: 'action', action: 'use-proxy', command: 'berth doctor --fix use-proxy' },
  )
}

/** The environment's proxies as daemon.json says them, as far as the machine can reach them; null without any. */
export function proxiesOf(env: NodeJS.ProcessEnv): Record<string, string> | null {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined
  const found = {
    'http-proxy': reachable(read('HTTP_PROXY')),
    'https-proxy': reachable(read('HTTPS_PROXY')),
    'no-proxy': read('NO_PROXY'),
  }
  if (!found['http-proxy'] && !found['https-proxy']) return null
  return Object.fromEntries(Object.entries(found).filter((pair): pair is [string, string] => !!pair[1]))
}

/** A proxy on this computer's loopback is another address in the machine. */
function reachable(proxy: string | undefined): string | undefined {
  return proxy?.replace(
    /^((?:[a-z0-9]+:\/\/)?(?:[^@/]*@)?)(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i,
    `$1${hostInGuest}`,
  )
}

function shown(proxies: unknown): string {
  if (typeof proxies !== 'object' || proxies === null) return ''
  const urls = Object.entries(proxies).flatMap(([name, value]) =>
    name !== 'no-proxy' && typeof value === 'string' && value !== '' ? [proxyWithoutUser(value)] : [],
  )
  return [...new Set(urls)].join(' and ')
}
