import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, pack, type Header } from 'tar-stream'
import type { FileEntry, FileKind } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import { clip } from '../text.ts'

const kinds: Readonly<Record<string, FileKind>> = {
  directory: 'folder',
  symlink: 'link',
  'character-device': 'device',
  'block-device': 'device',
  fifo: 'pipe',
}

/** An entry of an archive as a row; `name` is its last part. */
export function entryOf(header: Header, name: string): FileEntry {
  const kind = kinds[header.type] ?? 'file'
  return {
    name: clip(name, 1024),
    kind,
    bytes: header.size,
    mode: header.mode & 0o7777,
    uid: header.uid,
    gid: header.gid,
    owner: header.uname ? clip(header.uname, 64) : null,
    group: header.gname ? clip(header.gname, 64) : null,
    modified: header.mtime.getTime(),
    target: kind === 'link' ? clip(header.linkname) : null,
  }
}

/** The parts of a name in an archive, "./" and a closing slash aside. */
export const partsOf = (name: string): string[] =>
  name.split('/').filter((part) => part !== '' && part !== '.')

/**
 * The headers of an archive as they come, their contents read over. Ends early, and ends the archive, when its
 * consumer does. `count` is told how many bytes went by.
 */
export async function* headersOf(
  archive: Readable,
  count: (bytes: number) => void = () => undefined,
): AsyncGenerator<Header> {
  const reader = extract()
  const feeding = pipeline(archive, counting(count), reader)
  feeding.catch(() => undefined)
  try {
    for await (const entry of reader) {
      yield entry.header
      entry.resume()
    }
    await feeding
  } finally {
    archive.destroy()
  }
}

/** Passes bytes on, and says how many. */
export function counting(count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count(chunk.length)
      done(null, chunk)
    },
  })
}

/** The first file of an archive: its header, and its content, which ends the archive with itself. */
export async function firstFile(archive: Readable): Promise<{ header: Header; content: Readable }> {
  const reader = extract()
  const feeding = pipeline(archive, reader)
  feeding.catch(() => undefined)
  const entries = reader[Symbol.asyncIterator]()
  const first = await entries.next()
  if (first.done) throw emptyArchive()
  const { value: entry } = first
  return { header: entry.header, content: Readable.from(body(), { objectMode: false }) }

  async function* body(): AsyncGenerator<Buffer> {
    try {
      yield* entry as AsyncIterable<Buffer>
      // The archive's end is read too, so that its connection can be used again.
      for (let next = await entries.next(); !next.done; next = await entries.next()) next.value.resume()
      await feeding
    } finally {
      archive.destroy()
    }
  }
}

/** The beginning of a stream, `maxBytes` at most; what is left of it is let go. */
export async function beginningOf(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, maxBytes - bytes))
    bytes += chunk.length
    if (bytes >= maxBytes) break
  }
  return Buffer.concat(chunks)
}

/** An archive of one small thing. */
export function archiveOf(header: Partial<Header> & Pick<Header, 'name'>, content?: Buffer): Readable {
  const tar = pack()
  if (content) tar.entry(header, content)
  else tar.entry(header)
  tar.finalize()
  return Readable.from(tar, { objectMode: false })
}

/** Several archives as one, entry by entry, at the reader's pace. */
export function joined(
  open: readonly ((signal: AbortSignal) => Promise<Readable>)[],
  signal: AbortSignal,
): Readable {
  const tar = pack()
  const all = async (): Promise<void> => {
    for (const each of open) {
      const reader = extract()
      const archive = await each(signal)
      const feeding = pipeline(archive, reader, { signal })
      feeding.catch(() => undefined)
      for await (const entry of reader) {
        const sink = tar.entry(entry.header)
        await pipeline(entry, sink)
      }
      await feeding
    }
    tar.finalize()
  }
  all().catch((error: unknown) => tar.destroy(error as Error))
  return Readable.from(tar, { objectMode: false })
}

function emptyArchive(): BerthError {
  return new BerthError('engine-failed', 'The engine sent an archive with nothing in it.', {
    hint: 'It may have gone in the meantime: look at the folder again.',
  })
}
