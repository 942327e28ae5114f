import { z } from 'zod'
import type { EngineClient, EngineStream } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import { nameOf } from './row.ts'

const Named = z.object({ Id: z.string(), Name: z.string().default('') })

/** A `Download` of the contract's. */
interface Tar {
  readonly name: string
  readonly type: string
  readonly bytes: null
  open(signal: AbortSignal): Promise<EngineStream>
}

/** All files of a container as the engine packs them while they are read; how many bytes, nobody knows before. */
export async function exportContainer(client: EngineClient, id: string): Promise<Tar> {
  const doing = `export the container ${id}`
  const path = containerPath(id)
  // Asked first, so that one that is gone is told on the page, not by a file that cannot be saved.
  const named = Named.safeParse(await client.json({ doing, path: `${path}/json` }))
  if (!named.success) throw malformed(doing, 'it has no id')
  return {
    name: `${nameOf([named.data.Name], named.data.Id)}.tar`,
    type: 'application/x-tar',
    bytes: null,
    open: (signal) => client.stream({ doing, path: `${path}/export`, signal }),
  }
}
