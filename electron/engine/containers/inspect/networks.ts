import type { ContainerDetail } from '../../../api/schema/container.ts'
import type { PublishedPort } from '../../../api/schema/containers.ts'
import type { Binding, Inspected } from './answer.ts'

export function networksOf({ NetworkSettings, Id }: Inspected): ContainerDetail['networks'] {
  return Object.entries(NetworkSettings?.Networks ?? {}).map(([name, end]) => ({
    name,
    addresses: [
      ...(end.IPAddress ? [`${end.IPAddress}/${end.IPPrefixLen}`] : []),
      ...(end.GlobalIPv6Address ? [`${end.GlobalIPv6Address}/${end.GlobalIPv6PrefixLen}`] : []),
    ],
    gateways: [end.Gateway, end.IPv6Gateway].filter(Boolean),
    mac: end.MacAddress,
    // Its short id is among them always, and no name that anybody gave it.
    names: [...new Set([...(end.DNSNames ?? []), ...(end.Aliases ?? [])])].filter(
      (one) => one !== Id.slice(0, 12),
    ),
  }))
}

export function portsOf({ NetworkSettings }: Inspected): PublishedPort[] {
  return Object.entries(NetworkSettings?.Ports ?? {}).flatMap(published)
}

/** "80/tcp" and where it is published, if anywhere. */
function published([port, bindings]: [string, Binding[] | null]): PublishedPort[] {
  const [, number, protocol] = /^(\d{1,5})\/(tcp|udp|sctp)$/.exec(port) ?? []
  if (!number) return []
  const base = { containerPort: Number(number), protocol: protocol as PublishedPort['protocol'] }
  if (!bindings || bindings.length === 0) return [{ ...base, hostIp: null, hostPort: null }]
  return bindings.map(({ HostIp, HostPort }) => {
    const hostPort = Number(HostPort)
    return {
      ...base,
      hostIp: HostIp || null,
      hostPort: Number.isInteger(hostPort) && hostPort > 0 ? hostPort : null,
    }
  })
}
