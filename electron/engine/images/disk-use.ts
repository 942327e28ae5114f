import { z } from 'zod'
import type { ImageSizes, UnusedImages } from '../../api/schema/images.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { named } from './row.ts'

const Item = z.object({
  Id: z.string().min(1).max(128),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Size: z.number(),
  /** -1: not measured */
  SharedSize: z.number().catch(-1),
  Containers: z.number().catch(-1),
})
type Item = z.infer<typeof Item>

const Items = z.array(z.unknown()).transform((all) =>
  all.flatMap((one) => {
    const parsed = Item.safeParse(one)
    return parsed.success ? [parsed.data] : []
  }),
)

/** `GET /system/df` since API 1.52, and as it was before. */
const DiskUse = z.object({
  ImageUsage: z
    .object({ Items, TotalSize: z.number(), Reclaimable: z.number().default(0) })
    .nullish()
    .catch(null),
  Images: Items.nullish(),
  LayersSize: z.number().default(0),
})

interface Measured {
  readonly items: readonly Item[]
  readonly totalBytes: number
  /** what removing all unused ones frees; 0 where the engine does not say */
  readonly reclaimableBytes: number
}

/** Has the engine measure its images, which it takes seconds for when there are many. */
async function measure(client: EngineClient): Promise<Measured> {
  const doing = 'measure the images'
  const answer = await client.json(
    { doing, path: '/system/df', query: { type: 'image', verbose: true } },
    { deadlineMs: 5 * 60_000 },
  )
  const parsed = DiskUse.safeParse(answer)
  if (!parsed.success) throw malformed(doing, 'no sizes in it')
  const { ImageUsage, Images, LayersSize } = parsed.data
  return ImageUsage
    ? { items: ImageUsage.Items, totalBytes: ImageUsage.TotalSize, reclaimableBytes: ImageUsage.Reclaimable }
    : { items: Images ?? [], totalBytes: LayersSize, reclaimableBytes: 0 }
}

export async function imageSizes(client: EngineClient): Promise<ImageSizes> {
  const { items, totalBytes } = await measure(client)
  return {
    totalBytes,
    images: items.map(({ Id, Size, SharedSize }) => ({
      id: Id,
      bytes: Size,
      sharedBytes: Math.max(0, SharedSize),
    })),
  }
}

/** What a clean-up would remove: images without a name, or `all` that no container uses. */
export async function unusedImages(client: EngineClient, all: boolean): Promise<UnusedImages> {
  const { items, reclaimableBytes } = await measure(client)
  const images = items
    .filter((item) => item.Containers <= 0)
    .map((item) => ({ item, tags: named(item.RepoTags) }))
    .filter(({ item, tags }) => all || (tags.length === 0 && named(item.RepoDigests).length === 0))
  const own = images.reduce((sum, { item }) => sum + item.Size - Math.max(0, item.SharedSize), 0)
  return {
    images: images.map(({ item, tags }) => ({ id: item.Id, tags, bytes: item.Size })),
    // What these images share with each other only goes too, which the sum of their own parts leaves out.
    bytes: all ? Math.max(own, reclaimableBytes) : own,
  }
}
