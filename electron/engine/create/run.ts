import type { Made } from '../../api/schema/create.ts'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import type { Tell } from '../jobs/jobs.ts'
import type { Room } from '../room.ts'
import { bodyOf } from './body.ts'
import { createContainer, discardContainer, lookAt, startContainer } from './calls.ts'
import { ensureImage } from './image.ts'
import { systemOf } from './platform.ts'

/** Makes a container of a spec. One that does not start is not left behind: it would only be in the way of the next try. */
export async function runContainer(
  room: Room,
  spec: RunSpec,
  options: { start: boolean },
  signal: AbortSignal,
  tell: Tell,
): Promise<Made> {
  const { client } = room
  await ensureImage(room, spec, signal, tell)
  tell({ line: 'Creating the container' })
  const { platform } = spec
  const { id, warnings } = await createContainer(
    client,
    spec.name,
    bodyOf(spec, systemOf(room.connection.state)),
    {
      platform,
      signal,
    },
  )
  try {
    const name = (await lookAt(client, id, signal))?.name ?? spec.name
    signal.throwIfAborted()
    if (options.start) {
      tell({ line: `Starting ${name}` })
      await startContainer(client, id, name)
    }
    tell({ line: options.start ? `${name} is started` : `${name} is created` })
    return { id, name, warnings }
  } catch (thrown) {
    await discardContainer(client, id, { volumes: true })
    throw thrown
  }
}
