import type { EngineClient } from '../client.ts'
import { refusalOf, transportError } from '../errors.ts'
import { jsonLines } from '../ndjson.ts'
import type { Credentials } from './credentials.ts'
import { pullFailure } from './failure.ts'
import type { Tell } from '../jobs/jobs.ts'
import { PullProgress } from './progress.ts'
import { parseReference } from './reference.ts'

/**
 * Pulls an image; resolves when it is there. Giving up the request (by `signal`) makes the engine give up the pull:
 * layers that are complete stay and are not fetched again.
 */
export async function pullImage(
  client: EngineClient,
  credentials: Credentials,
  text: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const reference = parseReference(text)
  const auth = await credentials.headerFor(reference.registry, signal)
  const progress = new PullProgress()
  try {
    const stream = await client.stream({
      doing: `pull ${text}`,
      method: 'POST',
      path: '/images/create',
      query: { fromImage: reference.name, tag: reference.version },
      headers: auth === null ? {} : { 'X-Registry-Auth': auth },
      signal,
    })
    for await (const message of jsonLines(stream)) {
      progress.push(message)
      tell({ layers: progress.layers, line: progress.line })
    }
  } catch (thrown) {
    // Until it has something to tell, the engine refuses by an HTTP error; afterwards, in the stream.
    const refused = refusalOf(thrown)
    throw refused ? pullFailure(text, reference, refused.words) : transportError(`pull ${text}`, thrown)
  }
  if (progress.error !== null) throw pullFailure(text, reference, progress.error)
}
