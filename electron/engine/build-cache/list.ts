import { z } from 'zod'
import type { CacheEntry } from '../../api/schema/builds.ts'

const Entry = z.object({
  ID: z.string(),
  Type: z.string().default(''),
  Description: z.string().default(''),
  InUse: z.boolean().default(false),
  Shared: z.boolean().default(false),
  Size: z.number().default(0),
  CreatedAt: z.string(),
  LastUsedAt: z.string().nullish(),
  UsageCount: z.number().default(0),
})

/** Since API 1.52 the answer has a part for each kind; before, a list for each. */
const DiskUse = z.object({
  BuildCacheUsage: z.object({ Items: z.array(Entry).nullish() }).nullish(),
  BuildCache: z.array(Entry).nullish(),
})

/** The pieces of the build cache, from the engine's account of its disk. */
export function readCache(answer: unknown): CacheEntry[] {
  const found = DiskUse.parse(answer)
  return (found.BuildCacheUsage?.Items ?? found.BuildCache ?? []).map((entry) => ({
    id: entry.ID,
    type: entry.Type,
    description: entry.Description,
    bytes: entry.Size,
    inUse: entry.InUse,
    shared: entry.Shared,
    createdAt: entry.CreatedAt,
    lastUsedAt: entry.LastUsedAt ?? null,
    uses: entry.UsageCount,
  }))
}
