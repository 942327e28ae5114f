import type { EngineClient, EngineRequest } from '../client.ts'
import { refusalOf, transportError } from '../errors.ts'
import type { Tell } from '../jobs/jobs.ts'
import { jsonLines } from '../ndjson.ts'
import { registryFailure } from './failure.ts'
import { PullProgress } from './progress.ts'
import type { ImageReference } from './reference.ts'

/** Follows what the engine says of a pull or a push to its end, and makes a sentence of how it failed. */
export async function follow(
  client: EngineClient,
  request: EngineRequest,
  reference: ImageReference,
  tell: Tell,
): Promise<void> {
  const progress = new PullProgress()
  try {
    for await (const message of jsonLines(await client.stream(request))) {
      progress.push(message)
      tell({ layers: progress.layers, line: progress.line })
    }
  } catch (thrown) {
    // Until it has something to tell, the engine refuses by an HTTP error; afterwards, in the stream.
    const refused = refusalOf(thrown)
    throw refused
      ? registryFailure(request.doing, reference, refused.words)
      : transportError(request.doing, thrown)
  }
  if (progress.error !== null) throw registryFailure(request.doing, reference, progress.error)
}
