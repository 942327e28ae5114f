import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed, refusalOf } from '../errors.ts'
import { openLog, readLines } from '../logs/read.ts'
import { containerPath } from '../names.ts'
import type { CreateBody } from './shapes.ts'

/** Stopping waits as long as the container's own grace period says, so it has no deadline of ours. */
const unbounded = { deadlineMs: null }

const Created = z.object({ Id: z.string().min(12), Warnings: z.array(z.string()).nullish() })

export interface Created {
  readonly id: string
  readonly warnings: string[]
}

/** `name` '' leaves it to the engine. */
export async function createContainer(
  client: EngineClient,
  name: string,
  body: CreateBody,
  options: { platform: string; signal?: AbortSignal },
): Promise<Created> {
  const doing = `create the container${name === '' ? '' : ` ${name}`}`
  const query = { name: name || undefined, platform: options.platform || undefined }
  const { signal } = options
  const answer = await client.json({
    doing,
    method: 'POST',
    path: '/containers/create',
    query,
    body,
    ...(signal && { signal }),
  })
  const parsed = Created.safeParse(answer)
  if (!parsed.success) throw malformed(doing, z.prettifyError(parsed.error))
  return { id: parsed.data.Id, warnings: parsed.data.Warnings ?? [] }
}

export async function startContainer(client: EngineClient, id: string, name: string): Promise<void> {
  await client.json({ doing: `start ${name}`, method: 'POST', path: `${containerPath(id)}/start` }, unbounded)
}

export async function stopContainer(client: EngineClient, id: string, name: string): Promise<void> {
  await client.json({ doing: `stop ${name}`, method: 'POST', path: `${containerPath(id)}/stop` }, unbounded)
}

export async function renameContainer(client: EngineClient, id: string, name: string): Promise<void> {
  const path = `${containerPath(id)}/rename`
  await client.json({ doing: `rename the container to ${name}`, method: 'POST', path, query: { name } })
}

/**
 * Resolves when it is gone, also when it was already or removes itself right now. `volumes` takes those along that
 * have no name and that nobody else has.
 */
export async function discardContainer(
  client: EngineClient,
  id: string,
  options: { volumes: boolean },
): Promise<void> {
  const query = { force: true, v: options.volumes }
  const doing = `remove the container ${id.slice(0, 12)}`
  try {
    await unlessGone(client.json({ doing, method: 'DELETE', path: containerPath(id), query }, unbounded))
  } catch (thrown) {
    if (!/already in progress/i.test(refusalOf(thrown)?.words ?? '')) throw thrown
    await untilRemoved(client, id)
  }
}

/** A container that removes itself does so a moment after it has ended. */
export async function untilRemoved(client: EngineClient, id: string): Promise<void> {
  const path = `${containerPath(id)}/wait`
  const query = { condition: 'removed' }
  await unlessGone(
    client.json({ doing: 'wait for the end of a container', method: 'POST', path, query }, unbounded),
  )
}

/** After an end of the engine, a stopped container stays stopped. */
export async function neverRestart(client: EngineClient, id: string): Promise<void> {
  const path = `${containerPath(id)}/update`
  const body = { RestartPolicy: { Name: 'no' } }
  await client.json({ doing: 'keep the old container stopped', method: 'POST', path, body })
}

const State = z.object({
  Name: z.string().default(''),
  RestartCount: z.number().default(0),
  State: z.object({
    Running: z.boolean().default(false),
    Restarting: z.boolean().default(false),
    OOMKilled: z.boolean().default(false),
    ExitCode: z.number().default(0),
    Error: z.string().default(''),
    FinishedAt: z.string().default(''),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
})

export interface ContainerNow {
  readonly name: string
  readonly running: boolean
  /** it has ended at least once and was, or will be, started again */
  readonly restarted: boolean
  readonly exitCode: number
  readonly oomKilled: boolean
  readonly error: string
  /** ISO 8601 */
  readonly finishedAt: string
  /** null where there is no health check */
  readonly health: string | null
}

/** As it is now; null when there is none of that id or name. */
export async function lookAt(
  client: EngineClient,
  ref: string,
  signal?: AbortSignal,
): Promise<ContainerNow | null> {
  const doing = `look at the container ${ref}`
  const answer = await unlessGone(
    client.json({ doing, path: `${containerPath(ref)}/json`, ...(signal && { signal }) }),
  )
  if (answer === undefined) return null
  const parsed = State.safeParse(answer)
  if (!parsed.success) throw malformed(doing, z.prettifyError(parsed.error))
  const { Name, RestartCount, State: state } = parsed.data
  const health = state.Health?.Status
  return {
    name: Name.replace(/^\//, ''),
    running: state.Running,
    restarted: state.Restarting || RestartCount > 0,
    exitCode: state.ExitCode,
    oomKilled: state.OOMKilled,
    error: state.Error,
    finishedAt: state.FinishedAt,
    health: health === undefined || health === 'none' || health === '' ? null : health,
  }
}

/** The newest lines of its log; none when it has none that can be read. */
export async function lastLines(client: EngineClient, id: string, count: number): Promise<string[]> {
  const lines: string[] = []
  try {
    const options = { id, tail: count, follow: false, since: null, until: null }
    const signal = AbortSignal.timeout(5000)
    for await (const found of readLines(await openLog(client, options, signal), signal))
      lines.push(...found.map(({ text }) => text))
  } catch (thrown) {
    if (!(thrown instanceof BerthError)) throw thrown
  }
  return lines.slice(-count)
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (thrown) {
    if (refusalOf(thrown)?.status === 404) return undefined
    throw thrown
  }
}
