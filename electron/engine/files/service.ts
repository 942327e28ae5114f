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
import { makeFolder, measure, removal, remove, rename } from './change.ts'
import { readContent, writeContent } from './content.ts'
import { offerDownload } from './download.ts'
import type { Helpers } from './helpers.ts'
import { listFolder } from './list.ts'
import { nameOf } from './paths.ts'
import { follow, hold, holdToChange, type Spot } from './place.ts'
import { requirePowers } from './powers.ts'
import { searchFolder } from './search.ts'
import type { StillWork } from './standstill.ts'

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

  /** Runs what needs programs: a stopped container is held still for it. */
  async function beside<T>(
    place: FilePlace,
    work: Omit<StillWork, 'container'>,
    run: (spot: Spot, paths: readonly string[]) => Promise<T>,
  ): Promise<T> {
    connection.require(work.doing)
    const { spot, paths, release } = await holdToChange({ client, helpers }, place, work)
    try {
      return await run(spot, paths)
    } finally {
      await release()
    }
  }

  return {
    look: (place: FilePlace, path: string): Promise<FileLook> =>
      at(place, `look at ${path}`, async (spot) => {
        const found = await follow(client, spot, path)
        const { kind, bytes } = found.stat
        return { path: found.path, kind, bytes, powers: spot.powers }
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
      beside(place, { doing: `rename ${before}`, paths: [before, to], changes: true }, (spot, paths) => {
        const [from = before, next = to] = paths
        return rename(client, spot, from, next)
      }),
    remove: (place: FilePlace, paths: readonly string[]): Promise<void> =>
      beside(place, { doing: removal(paths), paths, changes: true }, (spot, there) =>
        remove(client, spot, there),
      ),
    measure: (place: FilePlace, paths: readonly string[]): Promise<FileMeasure> =>
      beside(place, { doing: 'measure files', paths, changes: false }, (spot, there) =>
        measure(client, spot, there),
      ),
    async *search(
      place: FilePlace,
      path: string,
      text: string,
      signal: AbortSignal,
    ): AsyncGenerator<FoundPart, void> {
      const doing = `search in ${path}`
      connection.require(doing)
      const work = { doing, paths: [path], changes: false }
      const { spot, paths, release } = await holdToChange({ client, helpers }, place, work)
      try {
        requirePowers(spot.powers, doing)
        yield* searchFolder(client, spot, paths[0] ?? path, text, signal)
      } finally {
        await release()
      }
    },
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
