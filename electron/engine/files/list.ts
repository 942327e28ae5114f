import type { FileEntry, FolderPart } from '../../api/schema/files.ts'
import type { EngineClient } from '../client.ts'
import { openArchive } from './archive.ts'
import { StatPrinter, type Printed } from './list-programs.ts'
import { inside, type Spot } from './place.ts'
import { failed, isMissing, runProgram } from './program.ts'
import { entryOf, headersOf, partsOf } from './tar.ts'

/** More entries than anybody looks through; each is kept by the page. */
const maxEntries = 50_000
/** Entries that are sent together, and how long they may gather, in ms. */
const batchSize = 500
const batchMs = 150

/**
 * A folder's entries. Programs that run there tell at once; else an archive must, and an archive of a folder holds
 * everything below it, contents too: nothing in the engine's API lists. So it is read for its headers, entry by
 * entry in the order of names, and stops at `limitBytes`.
 */
export async function* listFolder(
  client: EngineClient,
  spot: Spot,
  path: string,
  limitBytes: number | null,
  signal: AbortSignal,
): AsyncGenerator<FolderPart, void> {
  if (spot.running && (yield* byPrograms(client, spot, path, signal))) return
  yield* byArchive(client, spot, path, limitBytes, signal)
}

/** Returns whether it could: an image may have no such programs. */
async function* byPrograms(
  client: EngineClient,
  spot: Spot,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<FolderPart, boolean> {
  const printer = new StatPrinter()
  const at = inside(spot, path)
  // With a slash at its end, a link to a folder is that folder.
  const folder = at === '/' ? '/' : `${at}/`
  const command = ['find', folder, '-maxdepth', '1', '-exec', 'stat', '-c', printer.format, '{}', '+']
  const program = { container: spot.container, doing: `list ${path}`, command }
  const batch = new Batch()
  const seen = { folder: false }
  function* out(printed: Printed[], last: boolean): Generator<FolderPart> {
    for (const one of printed) {
      if (one.path === folder && !seen.folder) {
        seen.folder = true
        yield { kind: 'folder', entry: one.entry }
      } else batch.entries.push(one.entry)
    }
    if (last || batch.due()) yield* batch.take(0)
  }
  // Names are bytes: a letter must not be torn between two pieces.
  const decoder = new TextDecoder()
  const run = runProgram(client, program, signal)
  let entries = 0
  for (;;) {
    const next = await run.next()
    if (next.done) {
      const all = printer.take(decoder.decode(), true)
      if (isMissing(next.value) || (!seen.folder && all.length === 0)) return false
      yield* out(all, true)
      if (next.value.code !== 0 && !seen.folder) throw failed(program, next.value)
      yield { kind: 'end', way: 'programs', stopped: null, readBytes: 0 }
      return true
    }
    const printed = printer.take(decoder.decode(next.value, { stream: true }))
    yield* out(printed, false)
    entries += printed.length
    if (entries < maxEntries) continue
    yield* batch.take(0)
    yield { kind: 'end', way: 'programs', stopped: 'entries', readBytes: 0 }
    return true
  }
}

async function* byArchive(
  client: EngineClient,
  spot: Spot,
  path: string,
  limitBytes: number | null,
  signal: AbortSignal,
): AsyncGenerator<FolderPart, void> {
  const archive = await openArchive(
    client,
    spot,
    path === '/' && spot.root === '' ? '/' : `${path}/.`,
    signal,
  )
  const batch = new Batch()
  let readBytes = 0
  let entries = 0
  let stopped: 'bytes' | 'entries' | null = null
  let first = true
  for await (const header of headersOf(archive, (bytes) => (readBytes += bytes))) {
    const parts = partsOf(header.name)
    if (first) {
      yield { kind: 'folder', entry: entryOf(header, parts.at(-1) ?? '') }
      first = false
    } else if (parts.length === 1) {
      batch.entries.push(entryOf(header, parts[0] ?? ''))
      entries += 1
    }
    if (batch.due()) yield* batch.take(readBytes)
    if (limitBytes !== null && readBytes > limitBytes) stopped = 'bytes'
    else if (entries >= maxEntries) stopped = 'entries'
    if (stopped) break
  }
  yield* batch.take(readBytes)
  yield { kind: 'end', way: 'archive', stopped, readBytes }
}

/** Entries gather for a moment, so that the page draws a few times and not thousands. */
class Batch {
  entries: FileEntry[] = []
  #last = performance.now()

  due(): boolean {
    return this.entries.length >= batchSize || performance.now() - this.#last > batchMs
  }

  *take(readBytes: number): Generator<FolderPart> {
    this.#last = performance.now()
    const { entries } = this
    this.entries = []
    if (entries.length > 0 || readBytes > 0) yield { kind: 'entries', entries, readBytes }
  }
}
