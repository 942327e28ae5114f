import type { Readable } from 'node:stream'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { containerPath } from '../names.ts'
import { inside, type Spot } from './place.ts'
import { nothingThere } from './stat.ts'

/** What is at a path, as a tar: a folder with everything below it. Works on stopped containers too. */
export async function openArchive(
  client: EngineClient,
  spot: Spot,
  path: string,
  signal?: AbortSignal,
): Promise<Readable> {
  try {
    return await client.stream({
      doing: `read ${path}`,
      path: `${containerPath(spot.container)}/archive`,
      query: { path: inside(spot, path) },
      ...(signal && { signal }),
    })
  } catch (thrown) {
    throw refusalOf(thrown)?.status === 404 ? nothingThere(path, thrown) : thrown
  }
}

/** Takes a tar apart in a folder, as fast as the engine does. What stands in the way of an entry is replaced. */
export async function putArchive(
  client: EngineClient,
  spot: Spot,
  path: string,
  tar: Readable,
  signal?: AbortSignal,
): Promise<void> {
  const doing = `write to ${path}`
  try {
    const answer = await client.stream({
      doing,
      method: 'PUT',
      path: `${containerPath(spot.container)}/archive`,
      query: { path: inside(spot, path) },
      headers: { 'Content-Type': 'application/x-tar' },
      body: tar,
      ...(signal && { signal }),
    })
    answer.resume()
  } catch (thrown) {
    const refused = refusalOf(thrown)
    if (refused?.status === 404) throw nothingThere(path, thrown)
    if (refused) throw explained(doing, refused.words, thrown)
    throw thrown
  }
}

/** What the engine says when it can't write is about the place, not about the archive. */
function explained(doing: string, words: string, cause: unknown): unknown {
  const hint = /read-only|rootfs is marked/i.test(words)
    ? 'It is made read-only: change it where it comes from, or write to one of its volumes.'
    : /busy/i.test(words)
      ? 'The engine has mounted this file into the container: change it by a program in the container instead.'
      : /directory|not a dir/i.test(words)
        ? 'A folder and a file of the same name can not take each other’s place: remove or rename one first.'
        : null
  return hint === null ? cause : new BerthError('conflict', `Could not ${doing}: ${words}`, { hint, cause })
}
