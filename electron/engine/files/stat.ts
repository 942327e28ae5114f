import { z } from 'zod'
import type { FileKind } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed, refusalOf } from '../errors.ts'
import { containerPath } from '../names.ts'

/** What the engine says of a path without opening it. */
export interface PathStat {
  readonly kind: FileKind
  readonly bytes: number
  /** permission bits */
  readonly mode: number
  /** where a link leads in the end, as an absolute path; empty for what is none */
  readonly target: string
}

/** Bits of Go's io/fs.FileMode, which the engine sends. */
const goBits = { folder: 31, link: 27, device: 26, pipe: 25, socket: 24, setuid: 23, setgid: 22, sticky: 20 }

const Said = z.object({
  size: z.number().default(0),
  mode: z.number().int().nonnegative(),
  linkTarget: z.string().max(8192).default(''),
})

/** Throws `not-found` where there is nothing. Source: the engine API, `HEAD /containers/{id}/archive`. */
export async function statPath(client: EngineClient, container: string, path: string): Promise<PathStat> {
  const doing = `look at ${path}`
  const answer = await client
    .stream({ doing, method: 'HEAD', path: `${containerPath(container)}/archive`, query: { path } })
    .catch((thrown: unknown) => {
      throw refusalOf(thrown)?.status === 404 ? nothingThere(path, thrown) : thrown
    })
  answer.resume()
  const header = answer.headers['x-docker-container-path-stat']
  return parseStat(typeof header === 'string' ? header : '', doing)
}

/** As above, but null where there is nothing. */
export async function statIfThere(
  client: EngineClient,
  container: string,
  path: string,
): Promise<PathStat | null> {
  try {
    return await statPath(client, container, path)
  } catch (thrown) {
    if (thrown instanceof BerthError && thrown.code === 'not-found') return null
    throw thrown
  }
}

export function parseStat(header: string, doing: string): PathStat {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(header, 'base64').toString('utf8'))
  } catch {
    value = null
  }
  const said = Said.safeParse(value)
  if (!said.success) throw malformed(doing, 'it says nothing of the path')
  const { size, mode, linkTarget } = said.data
  return { kind: kindOfMode(mode), bytes: size, mode: unixMode(mode), target: linkTarget }
}

const has = (mode: number, bit: number): boolean => Math.floor(mode / 2 ** bit) % 2 === 1

function kindOfMode(mode: number): FileKind {
  const kinds = ['folder', 'link', 'device', 'pipe', 'socket'] as const
  return kinds.find((kind) => has(mode, goBits[kind])) ?? 'file'
}

function unixMode(mode: number): number {
  const special =
    (has(mode, goBits.setuid) ? 0o4000 : 0) +
    (has(mode, goBits.setgid) ? 0o2000 : 0) +
    (has(mode, goBits.sticky) ? 0o1000 : 0)
  return (mode % 0o1000) + special
}

export function nothingThere(path: string, cause?: unknown): BerthError {
  return new BerthError('not-found', `There is nothing at ${path}.`, {
    hint: 'It may have gone in the meantime: look at the folder again.',
    cause,
  })
}
