import { z } from 'zod'
import type { NetworkMember, NetworkRow, Subnet } from '../../api/schema/networks.ts'
import { clip } from '../text.ts'

const words = z.record(z.string(), z.string()).nullish()

/** One network of `GET /networks`. */
const Network = z.object({
  Id: z.string().min(1).max(128),
  Name: z.string().min(1).max(512),
  Created: z.string().nullish(),
  Scope: z.string().default('local'),
  Driver: z.string().default(''),
  EnableIPv6: z.boolean().default(false),
  Internal: z.boolean().default(false),
  Attachable: z.boolean().default(false),
  IPAM: z
    .object({
      Config: z.array(z.object({ Subnet: z.string().nullish(), Gateway: z.string().nullish() })).nullish(),
    })
    .nullish(),
  Labels: words,
  Options: words,
})

const composeLabel = 'com.docker.compose.project'
const maxWords = 256
const maxSubnets = 64

/** The engine's own, by name: no other network can have these (moby: daemon/network, `IsPredefined`); on Windows "nat" too. */
const builtIn = new Set(['bridge', 'host', 'none'])

/** The rows of a list; what is no network is left out. */
export function parseNetworks(answer: unknown, membersOf: (name: string) => NetworkMember[]): NetworkRow[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((one: unknown) => {
    const parsed = Network.safeParse(one)
    if (!parsed.success) return []
    const network = parsed.data
    const created = Date.parse(network.Created ?? '')
    return [
      {
        id: network.Id,
        name: network.Name,
        driver: clip(network.Driver, 256),
        scope: clip(network.Scope, 64),
        created: Number.isNaN(created) ? null : new Date(created).toISOString(),
        subnets: subnetsOf(network.IPAM?.Config ?? []),
        ipv6: network.EnableIPv6,
        internal: network.Internal,
        attachable: network.Attachable,
        labels: clipped(network.Labels ?? {}),
        options: clipped(network.Options ?? {}),
        composeProject: network.Labels?.[composeLabel] ?? null,
        builtIn: builtIn.has(network.Name) || (network.Name === 'nat' && network.Driver === 'nat'),
        members: membersOf(network.Name),
      },
    ]
  })
}

function subnetsOf(
  config: readonly { Subnet?: string | null | undefined; Gateway?: string | null | undefined }[],
): Subnet[] {
  return config
    .slice(0, maxSubnets)
    .flatMap(({ Subnet: subnet, Gateway: gateway }) =>
      subnet ? [{ subnet: clip(subnet, 64), gateway: gateway ? clip(gateway, 64) : null }] : [],
    )
}

function clipped(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .slice(0, maxWords)
      .map(([name, value]) => [clip(name, 256), clip(value)]),
  )
}
