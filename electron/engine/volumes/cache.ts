import type { ContainerRow } from '../../api/schema/containers.ts'
import type { TableChange } from '../../api/schema/object.ts'
import type { VolumeRow, VolumeUser } from '../../api/schema/volumes.ts'
import { LiveCache } from '../live-cache.ts'
import type { Room } from '../room.ts'
import { parseVolumes } from './row.ts'

export interface VolumeCache {
  watch(signal: AbortSignal): AsyncGenerator<TableChange<VolumeRow>, void>
  readonly usersOf: (name: string) => VolumeUser[]
}

/** ms that changes of containers gather before they count for the volumes */
const gatherMs = 50

/** The volumes, live, each with the containers that mount it, which the container cache knows. */
export function volumeCache({ client, connection, containers, log }: Room): VolumeCache {
  let users: Map<string, VolumeUser[]> | null = null
  let pending = false
  const usersOf = (name: string): VolumeUser[] => {
    users ??= usersByVolume(containers.table.rows())
    return users.get(name) ?? []
  }

  const cache = new LiveCache<VolumeRow>(connection, log, {
    async all(signal) {
      const answer = await client.json({ doing: 'list the volumes', path: '/volumes', signal })
      // A volume that seems unused for a moment would be a lie.
      await containers.table.whenLoaded(signal)
      return parseVolumes(answer, usersOf)
    },
    // The engine finds volumes by a part of their names only; they are few enough to list all.
    heard: (event) =>
      event.type === 'volume' && (event.action === 'create' || event.action === 'destroy')
        ? { id: event.id, gone: event.action === 'destroy' }
        : null,
  })
  containers.table.changed.subscribe(() => {
    users = null
    if (pending) return
    pending = true
    setTimeout(() => {
      pending = false
      for (const row of cache.table.rows()) cache.table.set({ ...row, usedBy: usersOf(row.id) })
    }, gatherMs)
  })

  return {
    usersOf,
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

function usersByVolume(rows: readonly ContainerRow[]): Map<string, VolumeUser[]> {
  const users = new Map<string, VolumeUser[]>()
  for (const { id, name, state, volumes } of rows)
    for (const volume of volumes)
      users.set(volume, [...(users.get(volume) ?? []), { id, name, running: state === 'running' }])
  for (const each of users.values()) each.sort((a, b) => a.name.localeCompare(b.name))
  return users
}
