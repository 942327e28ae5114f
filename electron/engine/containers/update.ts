import { z } from 'zod'
import type { LiveUpdate } from '../../api/schema/container.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'
import { usualPeriod } from './inspect/limits.ts'

const Answer = z.object({ Warnings: z.array(z.string()).nullish() })
const Quota = z.object({ HostConfig: z.object({ CpuQuota: z.number(), CpuPeriod: z.number() }).partial() })

/** Changes limits and restart policy of a container as it is; resolves with what the engine warns of. */
export async function updateContainer(
  client: EngineClient,
  id: string,
  change: LiveUpdate,
): Promise<string[]> {
  const doing = `change the container ${id}`
  const path = `${containerPath(id)}/update`
  const { cpus, ...rest } = change
  const body = {
    ...bodyOf(rest),
    ...(cpus !== undefined && cpuBody(cpus, await quotaPeriod(client, id))),
  }
  try {
    const answer = Answer.safeParse(await client.json({ doing, method: 'POST', path, body }))
    return (answer.data?.Warnings ?? []).map((warning) => clip(warning, 1000))
  } catch (thrown) {
    throw explained(doing, thrown)
  }
}

/** In the engine's words (`POST /containers/{id}/update`), where 0 and "" mean "as it is". */
export function bodyOf(change: Omit<LiveUpdate, 'cpus'>): Record<string, unknown> {
  const { memory, memorySwap, memoryReservation, cpuShares, cpuset, pids, blkioWeight, restart } = change
  const body = {
    Memory: memory,
    MemorySwap: memorySwap === 'unlimited' ? -1 : memorySwap,
    MemoryReservation: memoryReservation,
    CpuShares: cpuShares,
    CpusetCpus: cpuset,
    PidsLimit: pids === null ? -1 : pids,
    BlkioWeight: blkioWeight,
    RestartPolicy: restart && {
      Name: restart.name,
      MaximumRetryCount: restart.name === 'on-failure' ? restart.maximumRetries : 0,
    },
  }
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
}

/** A container that was made with a quota keeps to it: the engine refuses to mix the two ways of saying the same. */
export function cpuBody(cpus: number, period: number | null): Record<string, number> {
  if (period === null) return { NanoCpus: Math.round(cpus * 1e9) }
  return { CpuPeriod: period, CpuQuota: Math.round(cpus * period) }
}

async function quotaPeriod(client: EngineClient, id: string): Promise<number | null> {
  const doing = `inspect the container ${id}`
  const answer = Quota.safeParse(await client.json({ doing, path: `${containerPath(id)}/json` }))
  const { CpuQuota = 0, CpuPeriod = 0 } = answer.data?.HostConfig ?? {}
  return CpuQuota > 0 || CpuPeriod > 0 ? CpuPeriod || usualPeriod : null
}

const advice: readonly (readonly [RegExp, string])[] = [
  [
    /AutoRemove is enabled/i,
    'A container that is removed when it ends cannot be started again: leave its restart policy as it is.',
  ],
  [/memoryswap/i, 'Memory and swap together have to be at least as much as memory alone: change both.'],
  [/device or resource busy|EBUSY/i, 'It uses more than that now: choose a higher limit, or stop it first.'],
]

/** The engine repeats the container's id and names its own parts; what it means is said to people. */
function explained(doing: string, thrown: unknown): unknown {
  const refused = refusalOf(thrown)
  if (!refused || !(thrown instanceof BerthError)) return thrown
  const words = refused.words.replace(/^Cannot update container [0-9a-f]{64}: /, '')
  const hint = advice.find(([pattern]) => pattern.test(words))?.[1] ?? thrown.hint
  return new BerthError(thrown.code, `Could not ${doing}: ${words}`, { hint, cause: refused })
}
