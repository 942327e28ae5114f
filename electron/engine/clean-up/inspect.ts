import { z } from 'zod'
import type { EngineClient } from '../client.ts'
import { timeOf } from '../containers/times.ts'
import type { MeasuredContainer, MeasuredImage } from '../disk-use/read.ts'
import { containerPath, imagePath } from '../names.ts'
import { parseReference } from '../pull/reference.ts'

/** objects that are inspected at once, and in one preview; of the rest the list's own word must do */
const atOnce = 4
const most = 5000

const Container = z.object({
  Created: z.string().nullish(),
  State: z.object({ FinishedAt: z.string().nullish() }).nullish(),
  Config: z.object({ Image: z.string().max(512).nullish() }).nullish(),
})
const Image = z.object({
  Created: z.string().nullish(),
  Metadata: z.object({ LastTagTime: z.string().nullish() }).nullish(),
})

/**
 * Since when they are as they are, ISO 8601 by id: a container since it ended, an image since it was made or named for
 * the last time (a pull names it). The engine keeps no account of when an image was last used.
 */
export async function inspectAges(
  client: EngineClient,
  containers: readonly MeasuredContainer[],
  images: readonly MeasuredImage[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const since = new Map<string, string>()
  const note = (id: string, ...times: (string | null)[]): void => {
    const newest = times
      .filter((time) => time !== null)
      .sort()
      .at(-1)
    if (newest !== undefined) since.set(id, newest)
  }
  await inOrder(containers, signal, async ({ id }) => {
    const answer = Container.safeParse(await inspect(client, `${containerPath(id)}/json`, signal)).data
    if (answer) note(id, timeOf(answer.Created), timeOf(answer.State?.FinishedAt))
  })
  await inOrder(images, signal, async ({ id }) => {
    const answer = Image.safeParse(await inspect(client, `${imagePath(id)}/json`, signal)).data
    if (answer) note(id, timeOf(answer.Created), timeOf(answer.Metadata?.LastTagTime))
  })
  return since
}

/**
 * Containers by the name of the image that they were made from, of those whose image has lost its name: the engine's own
 * prune spares whatever image has that name now, so that the container can be made anew from it.
 */
export async function usersOfLostNames(
  client: EngineClient,
  containers: readonly MeasuredContainer[],
  images: readonly MeasuredImage[],
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const withName = new Set(images.filter(({ tags }) => tags.length > 0).map(({ id }) => id))
  const users = new Map<string, string[]>()
  await inOrder(
    containers.filter(({ imageId }) => !withName.has(imageId)),
    signal,
    async ({ id }) => {
      const answer = await inspect(client, `${containerPath(id)}/json`, signal)
      const name = Container.safeParse(answer).data?.Config?.Image
      const tag = name ? tagOf(name) : null
      if (tag !== null) users.set(tag, [...(users.get(tag) ?? []), id])
    },
  )
  return users
}

/** As the engine lists it: "app" is "app:latest". Null for what is no name. */
function tagOf(name: string): string | null {
  if (/^(sha256:)?[0-9a-f]{12,64}$/.test(name)) return null
  const short = name.replace(/^docker\.io\/(library\/)?/, '')
  try {
    parseReference(short)
  } catch {
    return null
  }
  return short.includes('@') || /:[^/]*$/.test(short) ? short : `${short}:latest`
}

function inspect(client: EngineClient, path: string, signal: AbortSignal): Promise<unknown> {
  // One that is gone meanwhile is of no interest.
  return client.json({ doing: 'look at what could go', path, signal }).catch(() => null)
}

async function inOrder<T>(
  all: readonly T[],
  signal: AbortSignal,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = all.slice(0, most).reverse()
  const worker = async (): Promise<void> => {
    for (let one = queue.pop(); one !== undefined && !signal.aborted; one = queue.pop()) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  signal.throwIfAborted()
}
