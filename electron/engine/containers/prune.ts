import { z } from 'zod'
import type { StoppedContainer } from '../../api/schema/containers.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import type { Tell } from '../jobs/jobs.ts'
import { removeContainer } from './actions.ts'
import { noTimes, parseRows } from './row.ts'

const Measured = z.array(z.object({ Id: z.string(), SizeRw: z.number().optional() }).catch({ Id: '' }))

/** The containers that `docker container prune` would take, and how much each wrote. */
export async function listStopped(client: EngineClient): Promise<StoppedContainer[]> {
  const answer = await client.json(
    {
      doing: 'measure the stopped containers',
      path: '/containers/json',
      query: { all: true, size: true, filters: { status: ['created', 'exited', 'dead'] } },
    },
    // The engine walks through what each of them wrote.
    { deadlineMs: null },
  )
  const measured = Measured.safeParse(answer).data ?? []
  const bytes = new Map(measured.map((one) => [one.Id, one.SizeRw ?? 0]))
  return parseRows(answer, () => noTimes).map(({ id, name, image, state, exitCode, created }) => ({
    ...{ id, name, image, state, exitCode, created },
    writtenBytes: bytes.get(id) ?? null,
  }))
}

/** Requests at once: the engine removes one after the other on most storage anyhow. */
const atOnce = 4

/**
 * Removes these one by one rather than by the engine's own prune, which would also take what has ended since the user
 * looked. One that runs again stays; one that is gone already is no failure. The others go on when one fails; what
 * failed is told at the end.
 */
export async function pruneContainers(
  client: EngineClient,
  ids: readonly string[],
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const queue = [...ids].reverse()
  const failures: BerthError[] = []
  let done = 0
  const worker = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined && !signal.aborted; id = queue.pop()) {
      try {
        await removeContainer(client, id, { force: false, volumes: false })
      } catch (thrown) {
        const error = toBerthError(thrown)
        if (error.code === 'cancelled') throw error
        if (refusalOf(thrown)?.status !== 404) failures.push(error)
      }
      done += 1
      tell({ line: `${done} / ${ids.length}` })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  signal.throwIfAborted()
  const [first] = failures
  if (!first) return
  const rest = failures.length > 1 ? ` ${failures.length - 1} more could not be removed either.` : ''
  throw new BerthError(
    first.code,
    `${ids.length - failures.length} of ${ids.length} containers are removed. ${first.message}${rest}`,
    { hint: first.hint, cause: first },
  )
}
