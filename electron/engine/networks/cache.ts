import type { ContainerRow } from '../../api/schema/containers.ts'
import type { NetworkMember, NetworkRow } from '../../api/schema/networks.ts'
import type { TableChange } from '../../api/schema/object.ts'
import { LiveCache } from '../live-cache.ts'
import type { Room } from '../room.ts'
import { parseNetworks } from './row.ts'

export interface NetworkCache {
  watch(signal: AbortSignal): AsyncGenerator<TableChange<NetworkRow>, void>
  readonly membersOf: (name: string) => NetworkMember[]
  /** Lists them anew: nobody may be watching, and not every change makes an event. */
  readonly rows: (signal: AbortSignal) => Promise<NetworkRow[]>
}

/** Milliseconds that changes of containers gather before they count for the networks. */
const gatherMs = 50

/** The networks, live, each with its members, which the container cache knows. */
export function networkCache({ client, connection, containers, log }: Room): NetworkCache {
  let members: Map<string, NetworkMember[]> | null = null
  let pending = false
  const membersOf = (name: string): NetworkMember[] => {
    members ??= membersByNetwork(containers.table.rows())
    return members.get(name) ?? []
  }
  const rows = async (signal: AbortSignal): Promise<NetworkRow[]> =>
    parseNetworks(await client.json({ doing: 'list the networks', path: '/networks', signal }), membersOf)

  const cache = new LiveCache<NetworkRow>(connection, log, {
    async all(signal) {
      // A network that seems empty for a moment would be a lie.
      await containers.table.whenLoaded(signal)
      return rows(signal)
    },
    // Networks are few: all are listed. Who connects is the containers' own news.
    heard: (event) =>
      event.type === 'network' &&
      (event.action === 'create' || event.action === 'destroy' || event.action === 'remove')
        ? { id: event.id, gone: event.action !== 'create' }
        : null,
  })
  containers.table.changed.subscribe(() => {
    members = null
    if (pending) return
    pending = true
    setTimeout(() => {
      pending = false
      for (const row of cache.table.rows()) cache.table.set({ ...row, members: membersOf(row.name) })
    }, gatherMs)
  })

  return {
    membersOf,
    rows,
    async *watch(signal) {
      const release = containers.hold()
      try {
        yield* cache.table.watch(signal)
      } finally {
        release()
      }
    },
  }
}

function membersByNetwork(rows: readonly ContainerRow[]): Map<string, NetworkMember[]> {
  const members = new Map<string, NetworkMember[]>()
  for (const { id, name, state, networks } of rows)
    for (const { name: network, ipv4, ipv6 } of networks)
      members.set(network, [...(members.get(network) ?? []), { id, name, state, ipv4, ipv6 }])
  for (const each of members.values()) each.sort((a, b) => a.name.localeCompare(b.name))
  return members
}
