import { z } from 'zod'
import type { RemovedImage } from '../../api/schema/images.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { imagePath } from '../names.ts'

const Removed = z
  .array(z.object({ Untagged: z.string().optional(), Deleted: z.string().optional() }))
  .catch([])

/**
 * Removes a tag, and the image with its last one. An image that a container uses is a conflict, which names the
 * container: `nameOf` gives its name by what may be a shortened id.
 */
export async function removeImage(
  client: EngineClient,
  id: string,
  options: { force: boolean },
  nameOf: (containerId: string) => string,
): Promise<RemovedImage> {
  const doing = `remove the image ${id}`
  try {
    const answer = await client.json({
      doing,
      method: 'DELETE',
      path: imagePath(id),
      query: { force: options.force },
    })
    const removed = Removed.parse(answer)
    return {
      untagged: removed.flatMap((one) => one.Untagged ?? []),
      deleted: removed.flatMap((one) => one.Deleted ?? []),
    }
  } catch (thrown) {
    const refused = refusalOf(thrown)
    if (refused?.status !== 409) throw thrown
    throw new BerthError('conflict', `Could not ${doing}: ${refused.words}`, {
      hint: conflictHint(refused.words, nameOf),
      cause: thrown,
    })
  }
}

/** Source of the words: moby's daemon/containerd/image_delete.go. */
function conflictHint(words: string, nameOf: (containerId: string) => string): string {
  const container = /container ([0-9a-f]{12,64})/.exec(words)?.[1]
  const name = container === undefined ? null : nameOf(container)
  if (name !== null && /running container/.test(words))
    return `Stop and remove the container "${name}" first.`
  if (name !== null) return `Remove the container "${name}" first, or remove the image by force.`
  if (/multiple/.test(words)) return 'It has several names: remove these one by one, or the image by force.'
  return 'Remove what uses it first, or remove the image by force.'
}
