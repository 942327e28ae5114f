import { z } from 'zod'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'

const Measured = z.array(
  z
    .object({ Id: z.string(), SizeRw: z.number().nonnegative().default(0) })
    .nullable()
    .catch(null),
)

/** Bytes that each of these wrote over its image, by id; the engine walks through every file for it. */
export async function writtenBytes(
  client: EngineClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Record<string, number>> {
  const doing = 'measure what the containers wrote'
  const answer = await client.json(
    {
      doing,
      path: '/containers/json',
      query: { all: true, size: true, filters: { id: [...ids] } },
      ...(signal && { signal }),
    },
    { deadlineMs: null },
  )
  const measured = Measured.safeParse(answer)
  if (!measured.success) throw malformed(doing, 'it is no list')
  const wanted = new Set(ids)
  return Object.fromEntries(
    measured.data.flatMap((one) => (one && wanted.has(one.Id) ? [[one.Id, one.SizeRw]] : [])),
  )
}
