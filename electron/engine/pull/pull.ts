import type { EngineClient } from '../client.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { Credentials } from './credentials.ts'
import { parseReference } from './reference.ts'
import { follow } from './follow.ts'

/**
 * Pulls an image; resolves when it is there. Giving up the request (by `signal`) makes the engine give up the pull:
 * layers that are complete stay and are not fetched again. A connection that is cut the engine makes again, and goes on in
 * the middle of the layer; a pull that failed all the same begins anew.
 */
export async function pullImage(
  client: EngineClient,
  credentials: Credentials,
  { text, platform }: { text: string; platform: string | null },
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const reference = parseReference(text)
  const auth = await credentials.headerFor(reference.registry, signal)
  await follow(
    client,
    {
      doing: `pull ${text}`,
      method: 'POST',
      path: '/images/create',
      query: { fromImage: reference.name, tag: reference.version, platform: platform ?? undefined },
      headers: auth === null ? {} : { 'X-Registry-Auth': auth },
      signal,
    },
    reference,
    tell,
  )
}
