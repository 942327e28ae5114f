import { z } from 'zod'
import type { ContainerState, StoppedContainer } from '../../api/schema/containers.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import type { Tell } from '../jobs/jobs.ts'
import { removeEach } from '../remove-each.ts'
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

/** Has ended, or never began: what `docker container prune` would take. */
export const isStopped = (state: ContainerState): boolean =>
  state === 'created' || state === 'exited' || state === 'dead'

/** Removes these, as far as they are still stopped; what failed is told at the end. */
export async function pruneContainers(
  client: EngineClient,
  ids: readonly string[],
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const { failures } = await removeEach(
    ids,
    async (id) => {
      await removeContainer(client, id, { force: false, volumes: false })
      return true
    },
    signal,
    (done) => tell({ line: `${done} / ${ids.length}` }),
  )
  const [first] = failures
  if (!first) return
  const rest = failures.length > 1 ? ` ${failures.length - 1} more could not be removed either.` : ''
  throw new BerthError(
    first.code,
    `${ids.length - failures.length} of ${ids.length} containers are removed. ${first.message}${rest}`,
    { hint: first.hint, cause: first },
  )
}
