import type { ContainerAction } from '../../api/schema/containers.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { containerPath } from '../names.ts'

/** Stopping waits as long as the container's own grace period says, so these have no deadline of ours. */
const unbounded = { deadlineMs: null }

/** Resolves when the engine has done it; what became of the container, the table tells by events. */
export async function actOnContainer(
  client: EngineClient,
  id: string,
  action: ContainerAction,
): Promise<void> {
  const path = `${containerPath(id)}/${action}`
  await client.json({ doing: `${action} the container ${id}`, method: 'POST', path }, unbounded)
}

/** `force` kills it if it runs; `volumes` takes its anonymous volumes along. */
export async function removeContainer(
  client: EngineClient,
  id: string,
  options: { force: boolean; volumes: boolean },
): Promise<void> {
  const doing = `remove the container ${id}`
  const query = { force: options.force, v: options.volumes }
  try {
    await client.json({ doing, method: 'DELETE', path: containerPath(id), query }, unbounded)
  } catch (thrown) {
    const refused = refusalOf(thrown)
    if (refused?.status !== 409) throw thrown
    // Somebody else removes it already: that is what was asked for.
    if (/removal of container .* is already in progress/i.test(refused.words)) return
    throw new BerthError('conflict', `Could not ${doing}: ${refused.words}`, {
      hint: 'Stop it first, or remove it by force, which kills it.',
      cause: thrown,
    })
  }
}
