import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Incoming, Outgoing } from '../transfer.ts'
import { openArchive, putArchive } from '../files/archive.ts'
import { empty } from '../files/change.ts'
import type { Helpers } from '../files/helpers.ts'
import { counting } from '../files/tar.ts'
import type { Tell } from '../jobs/jobs.ts'
import { readAsJob, writeAsJob } from '../jobs/streams.ts'
import type { Room } from '../room.ts'

type Part = Pick<Room, 'client' | 'jobs'>

/** All that a volume holds, as a tar whose names begin at the volume itself. */
export function backup({ client, jobs }: Part, helpers: Helpers, name: string, gzip: boolean): Outgoing {
  return {
    name: `${name}.tar${gzip ? '.gz' : ''}`,
    type: gzip ? 'application/gzip' : 'application/x-tar',
    bytes: null,
    async open(signal) {
      const { spot, release } = await helpers.hold(name)
      try {
        const archive = await openArchive(client, spot, '/.', signal)
        archive.once('close', release)
        const counted = readAsJob(jobs, { kind: 'backup', subject: name, total: null }, archive)
        return gzip ? packed(counted) : counted
      } catch (thrown) {
        release()
        throw thrown
      }
    },
  }
}

/** A reader of it that leaves ends what it is made of, too. */
function packed(tar: Readable): Readable {
  const out = createGzip({ level: 3 })
  pipeline(tar, out).catch(() => undefined)
  return out
}

/** What a tar holds (packed or not: the engine tells) into a volume. */
export function restore(
  { client, jobs }: Part,
  helpers: Helpers,
  name: string,
  first: { empty: boolean },
): Incoming {
  return {
    async take(body, signal, total) {
      const { spot, release } = await helpers.hold(name)
      try {
        await writeAsJob(
          jobs,
          { kind: 'restore', subject: name, total },
          body,
          signal,
          async (tar, until) => {
            if (first.empty) await empty(client, spot, '/')
            await putArchive(client, spot, '/', tar, until)
          },
        )
      } finally {
        release()
      }
    },
  }
}

/** Everything of one volume into another, as a stream that is never whole anywhere. */
export async function copyVolume(
  { client }: Part,
  helpers: Helpers,
  volumes: { from: string; to: string },
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const from = await helpers.hold(volumes.from)
  try {
    const to = await helpers.hold(volumes.to)
    try {
      const archive = await openArchive(client, from.spot, '/.', signal)
      let current = 0
      const counter = counting((bytes) => tell({ bytes: { current: (current += bytes), total: null } }))
      pipeline(archive, counter).catch(() => undefined)
      await putArchive(client, to.spot, '/', counter, signal)
    } finally {
      to.release()
    }
  } finally {
    from.release()
  }
}
