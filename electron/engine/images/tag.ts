import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { imagePath } from '../names.ts'
import { parseReference } from '../pull/reference.ts'

/** Gives an image one more name; one without a tag is its "latest". */
export async function tagImage(client: EngineClient, id: string, name: string): Promise<void> {
  const { name: repo, version, digest } = parseReference(name)
  if (digest)
    throw new BerthError('bad-input', `"${name}" holds a digest, which is no name to give.`, {
      hint: 'Write a name and a tag, as in "team/app:1.2".',
    })
  await client.json({
    doing: `name the image ${name}`,
    method: 'POST',
    path: `${imagePath(id)}/tag`,
    query: { repo, tag: version },
  })
}
