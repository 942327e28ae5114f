import { isIP } from 'node:net'
import type { ContainerRow, PublishedPort } from '../../api/schema/containers.ts'
import { portRowId } from '../../api/schema/port-id.ts'
import type { PublishTo } from '../../api/schema/ports.ts'
import type { PortBind } from '../../guest/index.ts'

/** More are left out, and told: a guest must not be able to take every port and handle of this computer. */
export const mostBinds = 4096

/** A port that is not carried here, and why. */
export interface LeftOut {
  readonly port: PublishedPort & { hostPort: number }
  readonly kind: 'too-many' | 'not-tcp'
}

/**
 * Which addresses of this computer are to lead into the guest. What a container publishes to everybody answers on both
 * loopback addresses; on all addresses only where the user has said so. What it publishes to one loopback address
 * answers on that.
 */
export function wantedBinds(
  rows: readonly Pick<ContainerRow, 'ports'>[],
  to: PublishTo,
): { binds: PortBind[]; leftOut: LeftOut[] } {
  const binds = new Map<string, PortBind>()
  const leftOut: LeftOut[] = []
  const ports = rows
    .flatMap((row) => row.ports)
    .filter(isPublished)
    // What is published on IPv4 goes before: the engine lists a port once for each, and one of them suffices.
    .sort((a, b) => familyOf(a) - familyOf(b))
  for (const port of ports) {
    if (port.protocol !== 'tcp') {
      leftOut.push({ port, kind: 'not-tcp' })
      continue
    }
    const { hosts, target } = whereFor(port.hostIp ?? '', to)
    const missing = hosts.filter((host) => !binds.has(`${host} ${port.hostPort}`))
    if (binds.size + missing.length > mostBinds) {
      leftOut.push({ port, kind: 'too-many' })
      continue
    }
    for (const host of missing) binds.set(`${host} ${port.hostPort}`, { host, port: port.hostPort, target })
  }
  const seen = new Set<string | null>()
  const once = leftOut.filter(({ port }) => !seen.has(portRowId(port)) && seen.add(portRowId(port)))
  return { binds: [...binds.values()], leftOut: once }
}

function whereFor(hostIp: string, to: PublishTo): { hosts: string[]; target: string } {
  const everywhere = to === 'network' ? ['0.0.0.0', '::'] : ['127.0.0.1', '::1']
  if (hostIp === '' || hostIp === '0.0.0.0') return { hosts: everywhere, target: '127.0.0.1' }
  if (hostIp === '::') return { hosts: everywhere, target: '::1' }
  if (hostIp.startsWith('127.') || hostIp === '::1') return { hosts: [hostIp], target: hostIp }
  // An address of the guest's own: to the outside it is this computer, whatever it is called in there.
  return { hosts: everywhere, target: hostIp }
}

function isPublished(port: PublishedPort): port is PublishedPort & { hostPort: number } {
  const { hostPort, hostIp } = port
  if (hostPort === null || !Number.isInteger(hostPort) || hostPort < 1 || hostPort > 65_535) return false
  return hostIp === null || hostIp === '' || isIP(hostIp) !== 0
}

function familyOf({ hostIp }: PublishedPort): number {
  return hostIp?.includes(':') ? 1 : 0
}
