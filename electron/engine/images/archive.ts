import { PassThrough, type Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { BerthError, cancelled, toBerthError } from '../../base/errors.ts'
import { counted } from '../counted.ts'
import { refusal } from '../errors.ts'
import { jsonLines } from '../ndjson.ts'
import { imagePath } from '../names.ts'
import { parseReference } from '../pull/reference.ts'
import type { Room } from '../room.ts'
import { clip } from '../text.ts'
import { Manifests } from './platforms.ts'

type Parts = Pick<Room, 'client' | 'jobs' | 'connection'>

/** The contract's `Download`: images as one tar, made by the engine while the browser reads it. */
export function saveImages({ client, jobs, connection }: Parts, names: readonly string[]) {
  const [first = ''] = names
  const subject = names.length === 1 ? first : `${first} +${names.length - 1}`
  for (const name of names) imagePath(name)
  const query = new URLSearchParams(names.map((name) => ['names', name]))
  return {
    name: names.length === 1 ? `${fileName(first)}.tar` : 'images.tar',
    type: 'application/x-tar',
    bytes: null,
    async open(left: AbortSignal): Promise<Readable> {
      connection.require(`save ${subject}`)
      if (jobs.runs('save', subject)) throw already(subject)
      return new Promise((resolve, reject) => {
        jobs.start('save', subject, async (cancel, tell) => {
          const signal = AbortSignal.any([left, cancel])
          try {
            // Several images share layers, and how much of them the engine does not say.
            const total = names.length === 1 ? await contentBytes(client, first, signal) : null
            const archive = await client.stream({
              doing: `save ${subject}`,
              path: `/images/get?${query}`,
              signal,
            })
            const out = new PassThrough()
            resolve(out)
            let current = 0
            const through = counted(archive, (bytes) => {
              current = bytes
              tell({ bytes: { current, total: total === null ? null : Math.max(total, current) } })
            })
            await Promise.all([pipeline(through, out, { signal }), finished(out)])
            tell({ bytes: { current, total: current } })
          } catch (thrown) {
            reject(toBerthError(thrown))
            throw left.aborted ? cancelled() : thrown
          }
        })
      })
    },
  }
}

/** The contract's `Upload`: takes in an archive of images, or with a name the root file system of a new one, at the pace that the engine reads it. */
export function loadImages({ client, jobs, connection }: Parts, file: string, importAs: string | null) {
  const to = importAs === null ? null : parseReference(importAs)
  const doing = `load ${file}`
  return {
    async take(body: Readable, left: AbortSignal, bytes: number | null): Promise<void> {
      connection.require(doing)
      if (jobs.runs('load', file)) throw already(file)
      return new Promise((resolve, reject) => {
        jobs.start('load', file, async (cancel, tell) => {
          const signal = AbortSignal.any([left, cancel])
          try {
            const answer = await client.stream({
              doing,
              method: 'POST',
              path: to === null ? '/images/load' : '/images/create',
              query: to === null ? {} : { fromSrc: '-', repo: to.name, tag: to.version },
              headers: {
                'Content-Type': 'application/x-tar',
                ...(bytes !== null && { 'Content-Length': String(bytes) }),
              },
              body: counted(body, (current) => tell({ bytes: { current, total: bytes } })),
              signal,
            })
            const loaded = await loadedNames(doing, answer)
            tell({ line: importAs ?? loaded.join(', ') })
            resolve()
          } catch (thrown) {
            reject(toBerthError(thrown))
            throw left.aborted ? cancelled() : thrown
          }
        })
      })
    },
  }
}

const Line = z.object({
  stream: z.string().optional(),
  errorDetail: z.object({ message: z.string() }).nullish(),
  error: z.string().optional(),
})

/** What an archive held, from what the engine says: "Loaded image: alpine:3.23". */
export async function loadedNames(doing: string, answer: AsyncIterable<Buffer>): Promise<string[]> {
  const names: string[] = []
  let error: string | null = null
  for await (const message of jsonLines(answer)) {
    const parsed = Line.safeParse(message)
    if (!parsed.success) continue
    const { stream, errorDetail } = parsed.data
    error ??= errorDetail?.message ?? parsed.data.error ?? null
    const name = /^Loaded image(?: ID)?: (.+)/.exec(stream ?? '')?.[1]
    if (name !== undefined && names.length < 100) names.push(clip(name.trim(), 512))
  }
  if (error !== null) throw badArchive(doing, error)
  return names
}

function badArchive(doing: string, words: string): BerthError {
  const unreadable = /tar header|unrecognized image format|unexpected EOF|invalid/i.test(words)
  return refusal(
    doing,
    400,
    words,
    unreadable
      ? 'It is no archive of images, as "docker save" makes one. A tar of a root file system is imported under a name instead.'
      : undefined,
  )
}

/** About how long the archive of an image will be: what the engine keeps of its platforms. */
async function contentBytes(client: Parts['client'], name: string, signal: AbortSignal): Promise<number> {
  const path = `${imagePath(name)}/json`
  const answer = await client.json({ doing: `save ${name}`, path, query: { manifests: true }, signal })
  const { Manifests: all } = z.object({ Manifests }).parse(answer)
  return all.reduce((sum, one) => sum + (one.Available ? one.Size.Content : 0), 0)
}

/** "alpine-3.23" for "docker.io/library/alpine:3.23". */
const fileName = (reference: string): string =>
  (reference.slice(reference.lastIndexOf('/') + 1).replaceAll(/[^A-Za-z0-9._-]+/g, '-') || 'image').slice(
    0,
    120,
  )

function already(what: string): BerthError {
  return new BerthError('conflict', `${what} is on its way already.`, {
    hint: 'Let that end, or cancel it, then try again.',
  })
}
