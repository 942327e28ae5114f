import { pageSites } from './sites.ts'

/** Where containers answer now, `localhost:8080`. */
export type PublishedPorts = () => ReadonlySet<string>

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether an address may be handed to the user's browser: a published port of a container on this computer, or a page of
 * documentation. Never another scheme, which would start other programs, and never one that carries a name or password.
 */
export function isExternal(address: string, ports: PublishedPorts): boolean {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false
  if (url.username !== '' || url.password !== '') return false
  const port = url.port || (url.protocol === 'http:' ? '80' : '443')
  if (ports().has(`${loopback.has(url.hostname) ? 'localhost' : url.hostname}:${port}`)) return true
  return url.protocol === 'https:' && url.port === '' && pageSites.has(url.hostname)
}
