import { z } from 'zod'
import { engineClient, type EngineClient } from './client.ts'

const Part = z
  .object({ TotalSize: z.number().nonnegative().default(0) })
  .nullish()
  .transform((part) => part?.TotalSize ?? 0)
const Usage = z.object({ ImageUsage: Part, ContainerUsage: Part, VolumeUsage: Part, BuildCacheUsage: Part })

/** Bytes of all that an engine keeps, as it says itself. */
export async function engineBytes(socketPath: string, signal: AbortSignal): Promise<number> {
  return withClient(socketPath, async (client) => {
    const answer = await client.json({ doing: 'measure the engine', path: '/system/df', signal })
    const parts = Usage.parse(answer)
    return parts.ImageUsage + parts.ContainerUsage + parts.VolumeUsage + parts.BuildCacheUsage
  })
}

const Listed = z.array(z.object({ Id: z.string().regex(/^[0-9a-f]{12,64}$/) }))

/** Deletes all that an engine keeps: what it alone can take apart before its folder can be deleted. */
export async function emptyEngine(socketPath: string, signal: AbortSignal): Promise<void> {
  await withClient(socketPath, async (client) => {
    const list = { doing: 'list containers', path: '/containers/json', query: { all: true }, signal }
    for (const { Id } of Listed.parse(await client.json(list)))
      await client.json(
        {
          ...{ doing: 'remove a container', method: 'DELETE', path: `/containers/${Id}`, signal },
          query: { force: true, v: true },
        },
        { deadlineMs: null },
      )
    const all = { images: { dangling: ['false'] }, volumes: { all: ['true'] } }
    for (const [noun, filters] of Object.entries(all))
      await client.json(
        { doing: `delete all ${noun}`, method: 'POST', path: `/${noun}/prune`, query: { filters }, signal },
        { deadlineMs: null },
      )
  })
}

async function withClient<T>(socketPath: string, work: (client: EngineClient) => Promise<T>): Promise<T> {
  const client = engineClient(socketPath)
  try {
    return await work(client)
  } finally {
    client.close()
  }
}
