import type { Readable } from 'node:stream'
import type { FilePlace } from '../../api/schema/files.ts'
import type { Outgoing } from '../transfer.ts'
import { readAsJob } from '../jobs/streams.ts'
import type { Room } from '../room.ts'
import { openArchive } from './archive.ts'
import { nameOf, parentOf } from './paths.ts'
import type { Helpers } from './helpers.ts'
import { follow, hold } from './place.ts'
import { firstFile, joined } from './tar.ts'

/** A file as it is, with its size; anything else as a tar, whose size nobody knows before its end. */
export async function offerDownload(
  { client, jobs }: Pick<Room, 'client' | 'jobs'>,
  helpers: Helpers,
  place: FilePlace,
  paths: readonly string[],
  jobAfterBytes: number,
): Promise<Outgoing> {
  const [first = '/'] = paths
  const whole = place.kind === 'volume' ? place.name : place.id.slice(0, 12)
  const { spot, release } = await hold(client, helpers, place)
  try {
    const found = await follow(client, spot, first)
    const file = paths.length === 1 && found.stat.kind === 'file'
    const folder = paths.length === 1 ? first : parentOf(first)
    const name = file ? nameOf(first) : `${nameOf(folder) || whole}.tar`
    const bytes = file ? found.stat.bytes : null
    return {
      name,
      bytes,
      type: file ? 'application/octet-stream' : 'application/x-tar',
      async open(signal) {
        const held = await hold(client, helpers, place)
        const archive = (path: string) => (until: AbortSignal) => openArchive(client, held.spot, path, until)
        let source: Readable
        try {
          source = file
            ? (await firstFile(await archive(found.path)(signal))).content
            : paths.length === 1
              ? await archive(found.path)(signal)
              : joined(paths.map(archive), signal)
        } catch (thrown) {
          held.release()
          throw thrown
        }
        source.once('close', held.release)
        return readAsJob(
          jobs,
          { kind: 'download', subject: name, total: bytes, after: jobAfterBytes },
          source,
        )
      },
    }
  } finally {
    release()
  }
}
