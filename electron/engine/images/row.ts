import { z } from 'zod'
import type { ImagePlatform, ImageRow } from '../../api/schema/images.ts'
import { isHelper } from '../helper-label.ts'
import { clip } from '../text.ts'
import { Manifests, platformName } from './platforms.ts'

const maxTags = 500
const maxLabels = 100

/** One image of `GET /images/json`, as far as a row needs it. */
const Summary = z.object({
  Id: z.string().min(1).max(128),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: z.number().default(0),
  Size: z.number().default(0),
  Labels: z.record(z.string(), z.string()).nullish().catch(null),
  Manifests,
})

/** The rows of a list; `usedBy` tells the names of the containers of an image id. */
export function parseImages(answer: unknown, usedBy: (id: string) => string[]): ImageRow[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((one: unknown) => {
    const parsed = Summary.safeParse(one)
    if (!parsed.success || isHelper(parsed.data.Labels)) return []
    const { Id, RepoTags, RepoDigests, Created, Size, Labels, Manifests: manifests } = parsed.data
    return [
      {
        id: Id,
        tags: named(RepoTags),
        digests: named(RepoDigests),
        created: Created,
        bytes: Size,
        usedBy: usedBy(Id),
        platforms: manifests.map((one): ImagePlatform => ({
          name: platformName(one.ImageData.Platform),
          here: one.Available,
        })),
        labels: clippedLabels(Labels ?? {}),
      },
    ]
  })
}

/** Names without the placeholders that older engines give a dangling image. */
export const named = (names: readonly string[] | null | undefined): string[] =>
  (names ?? [])
    .filter((name) => !name.startsWith('<none>'))
    .slice(0, maxTags)
    .map((name) => clip(name, 512))

export const clippedLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, maxLabels)
      .map(([name, value]) => [clip(name, 256), clip(value, 1024)]),
  )
