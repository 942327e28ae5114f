import type { PublishedPort } from './containers.ts'

/** A published port as people write it: 8080→80, 5353→53/udp; one that is only exposed has no left side. */
export function portLabel(port: PublishedPort): string {
  const inner =
    port.protocol === 'tcp' ? String(port.containerPort) : `${port.containerPort}/${port.protocol}`
  return port.hostPort === null ? inner : `${port.hostPort}→${inner}`
}

const everybody = ['0.0.0.0', '::', '']
const loopback = ['127.0.0.1', '::1']

/**
 * Where it answers: on this computer, localhost:8080, or on the `computer` that its engine is on; null for one that is only
 * exposed, or answers only that computer itself.
 */
export function portAddress(port: PublishedPort, computer: string | null = null): string | null {
  if (port.hostPort === null) return null
  const ip = port.hostIp ?? ''
  const isLoopback = loopback.includes(ip)
  if (computer !== null && isLoopback) return null
  const host = everybody.includes(ip) || isLoopback ? (computer ?? 'localhost') : ip
  return `${host.includes(':') ? `[${host}]` : host}:${port.hostPort}`
}

/** What a browser opens for it; null for what no browser can open. */
export function portUrl(port: PublishedPort, computer: string | null = null): string | null {
  const address = portAddress(port, computer)
  if (address === null || port.protocol !== 'tcp') return null
  const secure = port.containerPort === 443 || port.containerPort === 8443
  return `${secure ? 'https' : 'http'}://${address}/`
}

/** The engine lists a port once per address family; people want it once. Published ones first. */
export function distinctPorts(ports: readonly PublishedPort[]): PublishedPort[] {
  const seen = new Map<string, PublishedPort>()
  for (const port of ports) {
    const label = portLabel(port)
    if (!seen.has(label)) seen.set(label, port)
  }
  const published = (port: PublishedPort): number => (port.hostPort === null ? 1 : 0)
  return [...seen.values()].sort(
    (a, b) =>
      published(a) - published(b) ||
      a.containerPort - b.containerPort ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0),
  )
}

/** Those that a browser can open, each once. */
export function openablePorts(ports: readonly PublishedPort[]): { address: string; url: string }[] {
  return distinctPorts(ports).flatMap((port) => {
    const [address, url] = [portAddress(port), portUrl(port)]
    return address !== null && url !== null ? [{ address, url }] : []
  })
}
