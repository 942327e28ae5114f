import { z } from 'zod'
import type { NewVolume, VolumeRow, VolumeSizes } from '../../api/schema/volumes.ts'
import type { Incoming, Outgoing } from '../transfer.ts'
import { BerthError } from '../../base/errors.ts'
import { malformed, refusalOf } from '../errors.ts'
import type { Helpers } from '../files/helpers.ts'
import { volumePath } from '../names.ts'
import type { Room } from '../room.ts'
import { volumeCache } from './cache.ts'
import { backup, copyVolume, restore } from './copy.ts'
import { parseVolumes } from './row.ts'

const Created = z.object({ Name: z.string().min(1).max(512) })

/** Fulfils the contract's `VolumesService`. */
export function volumesService(room: Room, helpers: Helpers) {
  const { client, connection, diskUse, jobs } = room
  const volumes = volumeCache(room)

  async function inspect(name: string): Promise<VolumeRow> {
    const doing = `look at the volume ${name}`
    const answer = await client.json({ doing, path: volumePath(name) })
    const [row] = parseVolumes({ Volumes: [answer] }, volumes.usersOf)
    if (!row) throw malformed(doing, 'it has no name')
    return row
  }

  async function exists(name: string): Promise<boolean> {
    try {
      await inspect(name)
      return true
    } catch (thrown) {
      if (refusalOf(thrown)?.status === 404) return false
      throw thrown
    }
  }

  async function create({ name, driver, options, labels }: NewVolume): Promise<string> {
    const doing = name === null ? 'create a volume' : `create the volume ${name}`
    connection.require(doing)
    // The engine answers with the one that there is, as if it were new.
    if (name !== null && (await exists(name)))
      throw new BerthError('conflict', `Could not ${doing}: there is one of that name.`, {
        hint: 'Choose another name, or use the one that there is.',
      })
    const body = { ...(name !== null && { Name: name }), Driver: driver, DriverOpts: options, Labels: labels }
    const created = Created.safeParse(
      await client.json({ doing, method: 'POST', path: '/volumes/create', body }),
    )
    if (!created.success) throw malformed(doing, 'it has no name')
    return created.data.Name
  }

  async function remove(name: string): Promise<void> {
    const doing = `remove the volume ${name}`
    connection.require(doing)
    // A helper of ours would be the one that uses it.
    await helpers.close(name)
    try {
      await client.json({ doing, method: 'DELETE', path: volumePath(name) }, { deadlineMs: null })
    } catch (thrown) {
      if (refusalOf(thrown)?.status !== 409) throw thrown
      const users = volumes.usersOf(name).map((user) => user.name)
      const by = users.length > 0 ? `it is used by ${users.join(', ')}` : 'a container uses it'
      throw new BerthError('conflict', `Could not ${doing}: ${by}.`, {
        hint: 'Remove what uses it first: a stopped container still holds its volumes.',
        cause: thrown,
      })
    }
  }

  return {
    watch: (signal: AbortSignal) => volumes.watch(signal),
    async sizes(signal: AbortSignal): Promise<VolumeSizes> {
      const { value } = await diskUse.measure('volumes', signal)
      return Object.fromEntries(value.items.flatMap(({ id, bytes }) => (bytes === null ? [] : [[id, bytes]])))
    },
    create,
    remove,
    async backup(name: string, { gzip }: { gzip: boolean }): Promise<Outgoing> {
      connection.require(`back up the volume ${name}`)
      await inspect(name)
      return backup(room, helpers, name, gzip)
    },
    async restore(name: string, first: { empty: boolean }): Promise<Incoming> {
      connection.require(`restore the volume ${name}`)
      await inspect(name)
      return restore(room, helpers, name, first)
    },
    async clone(name: string, to: string): Promise<string> {
      connection.require(`clone the volume ${name}`)
      const { driver, options, labels } = await inspect(name)
      const copy = await create({ name: to, driver, options, labels })
      return jobs.start('clone', `${name} → ${copy}`, async (signal, tell) => {
        try {
          await copyVolume(room, helpers, { from: name, to: copy }, signal, tell)
        } catch (thrown) {
          // Half a copy must not look like one.
          await remove(copy).catch(() => undefined)
          throw thrown
        }
      })
    },
  }
}
