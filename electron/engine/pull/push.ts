import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import type { Tell } from '../jobs/jobs.ts'
import { imagePath } from '../names.ts'
import type { Credentials } from './credentials.ts'
import { follow } from './follow.ts'
import { parseReference } from './reference.ts'

/** The engine wants this header even from nobody. */
const nobody = Buffer.from('{}').toString('base64')

/** Pushes an image to the registry that its name says; layers that are there already do not go again. */
export async function pushImage(
  client: EngineClient,
  credentials: Credentials,
  text: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const reference = parseReference(text)
  if (reference.digest)
    throw new BerthError('bad-input', `"${text}" holds a digest: a push goes to a tag.`, {
      hint: 'Give the image a name and a tag first.',
    })
  const auth = (await credentials.headerFor(reference.registry, signal)) ?? nobody
  await follow(
    client,
    {
      doing: `push ${text}`,
      method: 'POST',
      path: `${imagePath(reference.name)}/push`,
      query: { tag: reference.version },
      headers: { 'X-Registry-Auth': auth },
      signal,
    },
    reference,
    tell,
  )
}
