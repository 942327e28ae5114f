import { z } from 'zod'
import type { FileChanges, FileChangeKind } from '../../api/schema/container.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'

/** In the order of the engine's numbers for them (moby, api/types/container: ChangeType). */
const kinds: readonly FileChangeKind[] = ['changed', 'added', 'deleted']

const Changes = z.array(z.object({ Path: z.string(), Kind: z.number().int().min(0).max(2) })).nullable()

/** More than anybody reads, and as many as the page's connection carries at once. */
const mostPaths = 100_000

/** Comparing a large file system takes the engine its time, in milliseconds. */
const deadlineMs = 5 * 60_000

/** How a container's files differ from its image's. */
export async function changesOf(
  client: EngineClient,
  id: string,
  most: number = mostPaths,
): Promise<FileChanges> {
  const doing = `list what the container ${id} changed`
  const path = `${containerPath(id)}/changes`
  const answer = Changes.safeParse(await client.json({ doing, path }, { deadlineMs }))
  if (!answer.success) throw malformed(doing, z.prettifyError(answer.error).slice(0, 500))
  const all = answer.data ?? []
  const lists: FileChanges = { changed: [], added: [], deleted: [], total: all.length }
  for (const { Path, Kind } of all.slice(0, most)) lists[kinds[Kind] ?? 'changed'].push(Path)
  return lists
}
