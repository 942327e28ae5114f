import { portId } from '../../api/schema/port-id.ts'
import type { PortProblem, PortRow } from '../../api/schema/ports.ts'
import type { PortForwarded } from '../../guest/index.ts'
import type { LeftOut } from './wanted.ts'

/** What is told of each published port. */
export function portRows(forwarded: readonly PortForwarded[], leftOut: readonly LeftOut[]): PortRow[] {
  const byPort = Map.groupBy(forwarded, ({ port }) => port)
  const carried = [...byPort].map(([port, at]): PortRow => {
    const problem = at.find(({ trouble }) => trouble !== null && !isSpare(trouble, at))
    return {
      id: portId(port, 'tcp'),
      port,
      protocol: 'tcp',
      answers: at.filter(({ isOpen }) => isOpen).map(addressOf),
      problem: problem?.trouble ? { kind: problem.trouble, address: addressOf(problem) } : null,
    }
  })
  const seen = new Set(carried.map(({ id }) => id))
  const left = leftOut.flatMap(({ port: { hostPort: port, hostIp, protocol }, kind }): PortRow[] => {
    const id = portId(port, protocol)
    if (seen.has(id)) return []
    const address = addressOf({ host: hostIp ?? '0.0.0.0', port })
    return [{ id, port, protocol, answers: [], problem: { kind, address } }]
  })
  return [...carried, ...left]
}

/** A computer without IPv6 has no ::1, and nobody misses it while the same port answers elsewhere. */
function isSpare(trouble: PortProblem, at: readonly PortForwarded[]): boolean {
  return trouble === 'no-address' && at.some(({ isOpen }) => isOpen)
}

function addressOf({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
