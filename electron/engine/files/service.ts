import type {
  FileContent,
  FileLook,
  FileMeasure,
  FilePlace,
  FolderPart,
  FoundPart,
  TextForm,
} from '../../api/schema/files.ts'
import type { Incoming, Outgoing } from '../transfer.ts'
import { BerthError } from '../../base/errors.ts'
import { writeAsJob } from '../jobs/streams.ts'
import type { Room } from '../room.ts'
import { putArchive } from './archive.ts'
import { makeFolder, measure, nameOf, remove, rename } from './change.ts'
import { readContent, writeContent } from './content.ts'
import { offerDownload } from './download.ts'
import type { Helpers } from './helpers.ts'
import { listFolder } from './list.ts'
import { follow, hold, type Spot } from './place.ts'
import { searchFolder } from './search.ts'

/** What is over at once needs no line among the running work: so many bytes. */
const jobAfterBytes = 32 * 1024 * 1024

/** Fulfils the contract's `FilesService`. */
export function filesService(room: Room, helpers: Helpers) {
  const { client, connection, jobs } = room

  /** Runs `work` where a place is; what had to be made for it (a volume's helper) is held until it is done. */
  async function at<T>(place: FilePlace, doing: string, work: (spot: Spot) => Promise<T>): Promise<T> {
    connection.require(doing)
    const { spot, release } = await hold(client, helpers, place)
    try {
      return await work(spot)
    } finally {
      release()
    }
  }

  /** The same for what comes bit by bit. */
  async function* from<T>(
    place: FilePlace,
    doing: string,
    work: (spot: Spot) => AsyncGenerator<T, void>,
  ): AsyncGenerator<T, void> {
    connection.require(doing)
    const { spot, release } = await hold(client, helpers, place)
    try {
      yield* work(spot)
    } finally {
      release()
    }
  }

  return {
    look: (place: FilePlace, path: string): Promise<FileLook> =>
      at(place, `look at ${path}`, async (spot) => {
        const found = await follow(client, spot, path)
        const { kind, bytes } = found.stat
        return { path: found.path, kind, bytes, powers: { change: spot.running } }
      }),
    list: (
      place: FilePlace,
      path: string,
      options: { limitBytes: number | null },
      signal: AbortSignal,
    ): AsyncGenerator<FolderPart, void> =>
      from(place, `list ${path}`, (spot) => listFolder(client, spot, path, options.limitBytes, signal)),
    read: (place: FilePlace, path: string): Promise<FileContent> =>
      at(place, `read ${path}`, async (spot) => {
        const found = await follow(client, spot, path)
        requireFile(found)
        return readContent(client, spot, found.path)
      }),
    write: (
      place: FilePlace,
      path: string,
      content: { text: string; form: TextForm; version: string | null },
    ): Promise<string> =>
      at(place, `write ${path}`, async (spot) => {
        const found = await follow(client, spot, path)
        requireFile(found)
        return writeContent(client, spot, found.path, content)
      }),
    makeFolder: (place: FilePlace, path: string): Promise<void> =>
      at(place, `make ${path}`, (spot) => makeFolder(client, spot, path)),
    rename: (place: FilePlace, before: string, to: string): Promise<void> =>
      at(place, `rename ${before}`, (spot) => rename(client, spot, before, to)),
    remove: (place: FilePlace, paths: readonly string[]): Promise<void> =>
      at(place, 'remove files', (spot) => remove(client, spot, paths)),
    measure: (place: FilePlace, paths: readonly string[]): Promise<FileMeasure> =>
      at(place, 'measure files', (spot) => measure(client, spot, paths)),
    search: (
      place: FilePlace,
      path: string,
      text: string,
      signal: AbortSignal,
    ): AsyncGenerator<FoundPart, void> =>
      from(place, `search in ${path}`, (spot) => searchFolder(client, spot, path, text, signal)),
    async download(place: FilePlace, paths: readonly string[]): Promise<Outgoing> {
      connection.require('download files')
      return offerDownload(room, helpers, place, paths, jobAfterBytes)
    },
    async upload(place: FilePlace, path: string): Promise<Incoming> {
      connection.require('upload files')
      return {
        take: (body, signal, total) =>
          at(place, 'upload files', (spot) => {
            const subject = place.kind === 'volume' ? `${place.name}:${path}` : path
            const job = { kind: 'upload', subject, total, after: jobAfterBytes } as const
            return writeAsJob(jobs, job, body, signal, (bytes, until) =>
              putArchive(client, spot, path, bytes, until),
            )
          }),
      }
    },
  }
}

function requireFile({ path, stat }: { path: string; stat: { kind: string } }): void {
  if (stat.kind === 'file') return
  throw new BerthError('bad-input', `${nameOf(path) || path} is a ${stat.kind}, which holds no text.`, {
    hint: 'Choose a file.',
  })
}
