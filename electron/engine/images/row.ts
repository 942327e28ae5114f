import { z } from 'zod'
import type { ImageRow } from '../../api/schema/images.ts'
import { clip } from '../text.ts'

const maxTags = 500

/** One image of `GET /images/json`, as far as a row needs it. */
const Summary = z.object({
  Id: z.string().min(1).max(128),
  RepoTags: z.array(z.string()).nullish(),
  Created: z.number().default(0),
  Size: z.number().default(0),
})

/** The rows of a list; `usedBy` tells the names of the containers of an image id. */
export function parseImages(answer: unknown, usedBy: (id: string) => string[]): ImageRow[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((one: unknown) => {
    const parsed = Summary.safeParse(one)
    if (!parsed.success) return []
    const { Id, RepoTags, Created, Size } = parsed.data
    const tags = (RepoTags ?? []).filter((tag) => tag !== '<none>:<none>').slice(0, maxTags)
    return [
      { id: Id, tags: tags.map((tag) => clip(tag, 512)), created: Created, bytes: Size, usedBy: usedBy(Id) },
    ]
  })
}
