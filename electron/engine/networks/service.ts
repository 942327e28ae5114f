import { z } from 'zod'
import type { Joining, NewNetwork } from '../../api/schema/networks.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed, refusalOf } from '../errors.ts'
import { containerPath, networkPath } from '../names.ts'
import type { Room } from '../room.ts'
import { joiningOf, networkAgain } from './again.ts'
import { networkCache } from './cache.ts'

const Created = z.object({ Id: z.string().min(1).max(128) })

/** Fulfils the contract's `NetworksService`. */
export function networksService(room: Room) {
  const { client, connection, containers } = room
  const networks = networkCache(room)

  async function nameOf(id: string): Promise<string> {
    const rows = await networks.rows(new AbortController().signal)
    return rows.find((row) => row.id === id)?.name ?? id
  }

  async function create(network: NewNetwork): Promise<string> {
    const doing = `create the network ${network.name}`
    connection.require(doing)
    try {
      const body = bodyOf(network)
      const answer = await client.json({ doing, method: 'POST', path: '/networks/create', body })
      const created = Created.safeParse(answer)
      if (!created.success) throw malformed(doing, 'it has no id')
      return created.data.Id
    } catch (thrown) {
      throw poolOverlap(doing, thrown) ?? thrown
    }
  }

  async function connect(network: string, container: string, joining: Joining): Promise<void> {
    const doing = 'connect the container to the network'
    connection.require(doing)
    const { aliases, ipv4, ipv6, mac, driverOptions, gatewayPriority } = joining
    const config = {
      ...(mac !== null && { MacAddress: mac }),
      ...(Object.keys(driverOptions).length > 0 && { DriverOpts: driverOptions }),
      ...(gatewayPriority !== 0 && { GwPriority: gatewayPriority }),
      ...(aliases.length > 0 && { Aliases: aliases }),
      ...((ipv4 ?? ipv6) !== null && {
        IPAMConfig: {
          ...(ipv4 !== null && { IPv4Address: ipv4 }),
          ...(ipv6 !== null && { IPv6Address: ipv6 }),
        },
      }),
    }
    const body = { Container: container, EndpointConfig: config }
    await client.json({ doing, method: 'POST', path: `${networkPath(network)}/connect`, body })
    // The engine tells nobody who connects a container that is not running.
    containers.ask(container)
  }

  async function disconnect(
    network: string,
    container: string,
    options: { force: boolean },
  ): Promise<Joining> {
    const doing = 'disconnect the container from the network'
    connection.require(doing)
    const body = { Container: container, Force: options.force }
    // One that the engine has lost track of can't be asked about.
    const before = await client.json({ doing, path: `${containerPath(container)}/json` }).catch(() => null)
    const joining = joiningOf(before, { id: network, name: await nameOf(network).catch(() => network) })
    await client.json({ doing, method: 'POST', path: `${networkPath(network)}/disconnect`, body })
    containers.ask(container)
    return joining
  }

  async function remove(id: string): Promise<NewNetwork | null> {
    const name = await nameOf(id).catch(() => id)
    const doing = `remove the network ${name}`
    connection.require(doing)
    const before = await client.json({ doing, path: networkPath(id) })
    const alone = !(await isUsed(client, id))
    try {
      await client.json({ doing, method: 'DELETE', path: networkPath(id) })
      return alone ? networkAgain(before) : null
    } catch (thrown) {
      const status = refusalOf(thrown)?.status
      if (status !== 403 && status !== 409) throw thrown
      const members = networks.membersOf(name).map((member) => member.name)
      if (members.length === 0) throw thrown
      throw new BerthError(
        'conflict',
        `Could not ${doing}: ${members.join(', ')} ${members.length === 1 ? 'is' : 'are'} connected to it.`,
        {
          hint: 'Disconnect or remove them first.',
          cause: thrown,
        },
      )
    }
  }

  return { watch: (signal: AbortSignal) => networks.watch(signal), create, connect, disconnect, remove }
}

/** By containers that run, or that were made with it and would look for it by its id when they are started. */
async function isUsed(client: EngineClient, network: string): Promise<boolean> {
  const doing = 'look who uses the network'
  const query = { all: true, filters: { network: [network] } }
  const answer = await client.json({ doing, path: '/containers/json', query })
  return !Array.isArray(answer) || answer.length > 0
}

function bodyOf({ name, driver, subnets, ipv6, internal, attachable, options, labels }: NewNetwork): object {
  return {
    Name: name,
    Driver: driver,
    EnableIPv6: ipv6,
    Internal: internal,
    Attachable: attachable,
    Options: options,
    Labels: labels,
    ...(subnets.length > 0 && {
      IPAM: {
        Config: subnets.map(({ subnet, gateway }) => ({
          Subnet: subnet,
          ...(gateway !== null && { Gateway: gateway }),
        })),
      },
    }),
  }
}

/** The engine's "Pool overlaps" and "all predefined address pools have been fully subnetted", in a sentence that helps. */
function poolOverlap(doing: string, thrown: unknown): BerthError | null {
  const words = refusalOf(thrown)?.words ?? ''
  if (/overlaps/i.test(words))
    return new BerthError('conflict', `Could not ${doing}: its subnet overlaps with another network's.`, {
      hint: 'Choose a subnet that no network in the list has, or leave it to the engine.',
      cause: thrown,
    })
  if (/fully subnetted/i.test(words))
    return new BerthError('conflict', `Could not ${doing}: the engine has no addresses left to give.`, {
      hint: 'Remove networks that nobody uses, or choose a subnet yourself.',
      cause: thrown,
    })
  return null
}
