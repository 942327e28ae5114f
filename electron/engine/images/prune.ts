import { z } from 'zod'
import type { EngineClient } from '../client.ts'
import type { Tell } from '../jobs/jobs.ts'

const Pruned = z.object({
  ImagesDeleted: z
    .array(z.object({ Untagged: z.string().optional(), Deleted: z.string().optional() }))
    .nullish(),
  SpaceReclaimed: z.number().default(0),
})

/** Removes images without a name, or `all` that no container uses. */
export async function pruneImages(
  client: EngineClient,
  all: boolean,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const answer = await client.json(
    {
      doing: 'remove unused images',
      method: 'POST',
      path: '/images/prune',
      query: { filters: { dangling: [String(!all)] } },
      signal,
    },
    { deadlineMs: null },
  )
  const { SpaceReclaimed } = Pruned.parse(answer)
  tell({ bytes: { current: SpaceReclaimed, total: SpaceReclaimed } })
}
