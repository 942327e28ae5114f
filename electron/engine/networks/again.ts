import { z } from 'zod'
import { Joining, NewNetwork } from '../../api/schema/networks.ts'

const words = z.record(z.string(), z.string()).nullish()

const Left = z.object({
  IPAMConfig: z.object({ IPv4Address: z.string().nullish(), IPv6Address: z.string().nullish() }).nullish(),
  Aliases: z.array(z.string()).nullish(),
  MacAddress: z.string().nullish(),
  DriverOpts: words,
  GwPriority: z.number().nullish(),
  NetworkID: z.string().nullish(),
})
const Container = z.object({
  Name: z.string().nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), Left).nullish() }),
})

/**
 * How a container is in a network, as far as somebody chose it, so that it can join again as it was: its fixed
 * addresses, its own aliases, its hardware address. `answer`: the container, inspected. What is not to be understood is
 * left out.
 */
export function joiningOf(answer: unknown, network: { id: string; name: string }): Joining {
  const networks = Container.safeParse(answer).data?.NetworkSettings.Networks ?? {}
  const left = networks[network.name] ?? Object.values(networks).find((one) => one.NetworkID === network.id)
  const { shape } = Joining
  const kept = <T>(field: z.ZodType<T>, value: unknown, otherwise: T): T =>
    field.safeParse(value).data ?? otherwise
  const ipam = left?.IPAMConfig
  return {
    aliases: (left?.Aliases ?? []).filter((alias) => shape.aliases.safeParse([alias]).success).slice(0, 32),
    ipv4: kept(shape.ipv4, ipam?.IPv4Address || null, null),
    ipv6: kept(shape.ipv6, ipam?.IPv6Address || null, null),
    mac: kept(shape.mac, left?.MacAddress || null, null),
    driverOptions: kept(shape.driverOptions, left?.DriverOpts ?? {}, {}),
    gatewayPriority: kept(shape.gatewayPriority, left?.GwPriority ?? 0, 0),
  }
}

const Network = z.object({
  Name: z.string(),
  Scope: z.literal('local'),
  Driver: z.string(),
  EnableIPv4: z.literal(true).optional(),
  EnableIPv6: z.boolean().default(false),
  Internal: z.boolean().default(false),
  Attachable: z.boolean().default(false),
  Ingress: z.literal(false).optional(),
  ConfigOnly: z.literal(false).optional(),
  ConfigFrom: z.object({ Network: z.literal('').optional() }).nullish(),
  IPAM: z.object({
    Driver: z.enum(['', 'default']).optional(),
    Options: z.record(z.string(), z.never()).nullish(),
    Config: z
      .array(
        z.object({
          Subnet: z.string(),
          Gateway: z.string().nullish(),
          IPRange: z.literal('').nullish(),
          AuxiliaryAddresses: z.record(z.string(), z.never()).nullish(),
        }),
      )
      .nullish(),
  }),
  Labels: words,
  Options: words,
})

/** What makes a network once more, with the same subnets; null for one that could not be made just as it was. */
export function networkAgain(answer: unknown): NewNetwork | null {
  const found = Network.safeParse(answer).data
  if (!found) return null
  const again = NewNetwork.safeParse({
    name: found.Name,
    driver: found.Driver,
    subnets: (found.IPAM.Config ?? []).map(({ Subnet, Gateway }) => ({
      subnet: Subnet,
      gateway: Gateway?.replace(/\/\d+$/, '') || null,
    })),
    ipv6: found.EnableIPv6,
    internal: found.Internal,
    attachable: found.Attachable,
    options: found.Options ?? {},
    labels: found.Labels ?? {},
  })
  return again.data ?? null
}
