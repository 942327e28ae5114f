import { z } from 'zod'

export const ImageRow = z.object({
  /** digest of the image */
  id: z.string(),
  /** names with tags; empty for a dangling image */
  tags: z.array(z.string()),
  /** unix seconds */
  created: z.number(),
  bytes: z.number(),
  /** containers that use it, running or not */
  usedBy: z.array(z.string()),
})
export type ImageRow = z.infer<typeof ImageRow>

export const RemovedImage = z.object({ untagged: z.array(z.string()), deleted: z.array(z.string()) })
export type RemovedImage = z.infer<typeof RemovedImage>
