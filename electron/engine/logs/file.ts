import { Readable } from 'node:stream'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { LogFileQuery } from '../../api/schema/logs.ts'
import { BerthError } from '../../base/errors.ts'
import type { Room } from '../room.ts'
import { Bell } from '../bell.ts'
import { chooser, noneOf } from './feed.ts'
import { takeDue, type Merged } from './merge.ts'
import { openLog, readBytes } from './read.ts'
import { Source } from './source.ts'

/** `LineQueue.weight` of one source while a file is made of several */
const room = 512 * 1024
const mostLines = 4000

/** What the contract's `Download` asks for. */
export interface LogFile {
  readonly name: string
  readonly type: string
  readonly bytes: null
  open(signal: AbortSignal): Promise<Readable>
}

/** The whole log of a selection as a text file, read from the engine no faster than it is taken. */
export async function logFile(room: Room, query: LogFileQuery): Promise<LogFile> {
  const rows = await chosen(room, query)
  const name =
    'project' in query.of
      ? query.of.project
      : rows
          .map((row) => row.name)
          .slice(0, 3)
          .join('+')
  return {
    name: `${name.replaceAll(/[^\w.+-]/g, '_')}.log`,
    type: 'text/plain; charset=utf-8',
    bytes: null,
    open: async (signal) => {
      const [only] = rows
      if (only && rows.length === 1 && !query.times) return asItIs(room, only.id, query, signal)
      return Readable.from(merged(room, rows, query, signal))
    },
  }
}

async function chosen({ containers, connection }: Room, query: LogFileQuery): Promise<ContainerRow[]> {
  connection.require('read the logs')
  const leave = containers.hold()
  try {
    await containers.table.whenLoaded(AbortSignal.timeout(10_000))
    const rows = containers.table.rows().filter(chooser(query.of))
    if (rows.length > 0) return rows
    if ('containers' in query.of) throw noneOf(query.of.containers)
    throw new BerthError('not-found', `The project ${query.of.project} has no containers.`, {
      hint: 'Start it first.',
    })
  } finally {
    leave()
  }
}

/** One container's log byte for byte, as `docker logs` writes it. */
async function asItIs(
  { client }: Room,
  id: string,
  { since, until, stdout, stderr }: LogFileQuery,
  signal: AbortSignal,
): Promise<Readable> {
  const options = { id, tail: null, follow: false, since, until, stdout, stderr, times: false }
  return Readable.from(readBytes(await openLog(client, options, signal), signal))
}

async function* merged(
  { client }: Room,
  rows: readonly ContainerRow[],
  query: LogFileQuery,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const bell = new Bell()
  const ends = new AbortController()
  const either = AbortSignal.any([signal, ends.signal])
  either.addEventListener('abort', bell.ring)
  const { since, until, stdout, stderr } = query
  const sources = rows.map((row) => {
    const source = new Source(row, {
      ...{ client, since, until, stdout, stderr, signal: either, changed: bell.ring },
      ...{ tail: null, follow: false, after: null, room: () => room },
    })
    source.seen(row)
    return source
  })
  const names = rows.map(({ name }) => name)
  const widest = Math.max(...names.map(({ length }) => length))
  const prefixes = rows.length === 1 ? [''] : names.map((name) => `${name.padEnd(widest)} | `)
  try {
    for (let isOpen = ''; !either.aborted;) {
      const { items, waitMs } = takeDue(sources, mostLines, performance.now())
      for (const source of sources) source.taken()
      const failed = sources.find(({ error }) => error !== null)?.error
      if (failed) throw failed
      let text = ''
      for (const each of items) {
        const [line, end] = [written(each, prefixes, query.times), 'text' in each.item && each.item.continued]
        text += end ? line : isOpen + line
        isOpen = '\n'
      }
      if (text !== '') yield text
      const isOver = sources.every(({ queue, isOver }) => queue.size === 0 && isOver)
      if (isOver && isOpen !== '') yield isOpen
      if (isOver) return
      if (items.length === 0) await bell.wait(waitMs)
    }
  } finally {
    ends.abort()
  }
}

/** A line without its end, since a long one may go on. */
function written({ source, item }: Merged, prefixes: readonly string[], times: boolean): string {
  if (!('text' in item)) return ''
  if (item.continued) return item.text
  return `${prefixes[source] ?? ''}${times ? `${item.time} ` : ''}${item.text}`
}
