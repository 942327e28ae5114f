import { z } from 'zod'
import { ContainerState } from './containers.ts'

/** One range of addresses of a network. */
export const Subnet = z.object({ subnet: z.string(), gateway: z.string().nullable() })
export type Subnet = z.infer<typeof Subnet>

/** A container that is connected, or will be once it runs. */
export const NetworkMember = z.object({
  id: z.string(),
  name: z.string(),
  state: ContainerState,
  /** null while it does not run */
  ipv4: z.string().nullable(),
  ipv6: z.string().nullable(),
})
export type NetworkMember = z.infer<typeof NetworkMember>

export const NetworkRow = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  /** local, swarm or global */
  scope: z.string(),
  /** ISO 8601; null where the engine does not say */
  created: z.string().nullable(),
  subnets: z.array(Subnet),
  ipv6: z.boolean(),
  /** without a way out */
  internal: z.boolean(),
  attachable: z.boolean(),
  labels: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.string()),
  composeProject: z.string().nullable(),
  /** the engine's own (bridge, host, none), which cannot be removed */
  builtIn: z.boolean(),
  members: z.array(NetworkMember),
})
export type NetworkRow = z.infer<typeof NetworkRow>

/** An IPv4 or IPv6 address. */
export const IpAddress = z.union([z.ipv4(), z.ipv6()], 'not an IP address')
const Cidr = z.union([z.cidrv4(), z.cidrv6()], 'not a subnet such as 172.30.0.0/16')
const words = z.record(z.string().min(1).max(256), z.string().max(4096))

/** A name that the engine takes for a new network (moby: daemon/names). */
export const NetworkName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a network is named by letters, digits, "_", "." and "-"')

export const NewNetwork = z.object({
  name: NetworkName,
  driver: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_./:-]*$/, 'not the name of a driver')
    .default('bridge'),
  /** none: the engine chooses one of its pools */
  subnets: z
    .array(z.object({ subnet: Cidr, gateway: IpAddress.nullable() }))
    .max(8)
    .default([]),
  ipv6: z.boolean().default(false),
  internal: z.boolean().default(false),
  attachable: z.boolean().default(false),
  options: words.default({}),
  labels: words.default({}),
})
export type NewNetwork = z.infer<typeof NewNetwork>

/** How a container joins: under which further names, and with which addresses where they may be chosen. */
export const Joining = z.object({
  aliases: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/, 'not a host name'))
    .max(32)
    .default([]),
  ipv4: z.ipv4('not an IPv4 address').nullable().default(null),
  ipv6: z.ipv6('not an IPv6 address').nullable().default(null),
  mac: z.mac('not a hardware address').nullable().default(null),
  driverOptions: words.default({}),
  /** of all its networks, that with the highest is its way out */
  gatewayPriority: z.number().int().min(-2_147_483_648).max(2_147_483_647).default(0),
})
export type Joining = z.infer<typeof Joining>
