import { z } from 'zod'
import type { CleanUpKind, CleanUpPlan, CleanUpStep } from '../../api/schema/clean-up.ts'
import { removeContainer } from '../containers/actions.ts'
import { parseRows, noTimes } from '../containers/row.ts'
import type { DiskUse } from '../disk-use/disk-use.ts'
import type { Measured } from '../disk-use/read.ts'
import { imagePath, networkPath } from '../names.ts'
import { parseImages } from '../images/row.ts'
import { parseNetworks } from '../networks/row.ts'
import { removeEach, type Removals } from '../remove-each.ts'
import type { EngineClient } from '../client.ts'
import { clip } from '../text.ts'
import { parseVolumes } from '../volumes/row.ts'

/** What a step is made of. */
export interface StepParts {
  readonly client: EngineClient
  readonly diskUse: DiskUse
  readonly removeVolume: (name: string) => Promise<void>
  readonly signal: AbortSignal
  /** so many are done */
  readonly told: (done: number) => void
}

const unbounded = { deadlineMs: null }
/** names and sentences that are kept of a step */
const mostNames = 200
const mostFailures = 20

function stepOf<T>(
  kind: CleanUpKind,
  { removed, left, failures }: Removals<T>,
  nameOf: (one: T) => string,
  bytes: number | null,
): CleanUpStep {
  return {
    kind,
    names: removed.slice(0, mostNames).map((one) => clip(nameOf(one), 512)),
    removed: removed.length,
    bytes,
    left,
    failures: failures.slice(0, mostFailures).map(({ message }) => clip(message, 2000)),
  }
}

type Step = (plan: CleanUpPlan, parts: StepParts) => Promise<CleanUpStep>

const containers: Step = async (plan, { client, diskUse, signal, told }) => {
  const known = byId(diskUse.last('containers')?.items)
  const removals = await removeEach(
    plan.containers,
    async (id) => {
      await removeContainer(client, id, { force: false, volumes: false })
      return true
    },
    signal,
    told,
  )
  return stepOf(
    'containers',
    removals,
    (id) => known.get(id)?.name ?? id.slice(0, 12),
    sizeOf(removals.removed, known),
  )
}

const networks: Step = async (plan, { client, signal, told }) => {
  const rows = parseNetworks(
    await client.json({ doing: 'list the networks', path: '/networks', signal }),
    () => [],
  )
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const removals = await removeEach(
    plan.networks,
    async (id) => {
      const doing = `remove the network ${names.get(id) ?? id}`
      await client.json({ doing, method: 'DELETE', path: networkPath(id) })
      return true
    },
    signal,
    told,
  )
  return stepOf('networks', removals, (id) => names.get(id) ?? id.slice(0, 12), 0)
}

const volumes: Step = async (plan, { client, diskUse, removeVolume, signal, told }) => {
  const known = byId(diskUse.last('volumes')?.items)
  const answer = await client.json({ doing: 'list the volumes', path: '/volumes', signal })
  const now = new Map(parseVolumes(answer, () => []).map(({ id, created }) => [id, created]))
  const removals = await removeEach(
    plan.volumes,
    async ({ name, created }) => {
      // One that was made anew under its name since is another one, which nobody has looked at.
      if (!now.has(name) || now.get(name) !== created) return false
      await removeVolume(name)
      return true
    },
    signal,
    told,
  )
  const gone = removals.removed.map(({ name }) => name)
  return stepOf('volumes', removals, ({ name }) => name, sizeOf(gone, known))
}

const images: Step = async (plan, { client, diskUse, signal, told }) => {
  const before = await diskUse.recent('images', signal)
  const list = await client.json({ doing: 'list the images', path: '/images/json', signal })
  const tags = new Map(parseImages(list, () => []).map((image) => [image.id, image.tags]))
  const used = await usedImages(client, signal)
  const removals = await removeEach(
    plan.images,
    async (image) => {
      const now = tags.get(image.id)
      // Another name, or a container, has come since: the image is not what it was when somebody looked.
      if (!now || used.has(image.id) || now.some((tag) => !image.tags.includes(tag))) return false
      for (const ref of now.length > 0 ? now : [image.id])
        await client.json(
          { doing: `remove the image ${ref}`, method: 'DELETE', path: imagePath(ref) },
          unbounded,
        )
      return true
    },
    signal,
    told,
  )
  const name = (one: { id: string; tags: string[] }): string => one.tags[0] ?? one.id
  if (removals.removed.length === 0) return stepOf('images', removals, name, 0)
  // What layers held is only known by measuring again: images share them.
  const after = await diskUse.measure('images', signal)
  return stepOf('images', removals, name, Math.max(0, before.value.totalBytes - after.value.totalBytes))
}

async function usedImages(client: EngineClient, signal: AbortSignal): Promise<Set<string>> {
  const request = { doing: 'list the containers', path: '/containers/json', query: { all: true }, signal }
  return new Set(parseRows(await client.json(request), () => noTimes).map(({ imageId }) => imageId))
}

const Pruned = z.object({
  CachesDeleted: z.array(z.string()).nullish(),
  SpaceReclaimed: z.number().nonnegative().default(0),
})

/** ids in one request, which go in its address */
const idsAtOnce = 500

const cache: Step = async (plan, { client, diskUse, signal, told }) => {
  const known = byId(diskUse.last('cache')?.items)
  const ids = childrenFirst(plan.cache.ids, known)
  const removed: string[] = []
  let bytes = 0
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce)
    // The engine compares an id as a regular expression, which its filter wants quoted.
    const filters = { id: [`"^(${some.join('|')})$"`] }
    const answer = Pruned.parse(
      await client.json(
        {
          doing: 'clean up the build cache',
          method: 'POST',
          path: '/build/prune',
          query: { all: plan.cache.all, filters },
          signal,
        },
        unbounded,
      ),
    )
    removed.push(...(answer.CachesDeleted ?? []))
    bytes += answer.SpaceReclaimed
    told(Math.min(ids.length, from + idsAtOnce))
  }
  const left = Math.max(0, ids.length - removed.length)
  return stepOf('cache', { removed, left, failures: [] }, (id) => known.get(id)?.description || id, bytes)
}

/** A piece of the cache stays while one that was built on it is there. */
function childrenFirst(
  ids: readonly string[],
  known: ReadonlyMap<string, Measured['cache']['items'][number]>,
): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  const wanted = new Set(ids)
  const visit = (id: string): void => {
    if (seen.has(id) || !wanted.has(id)) return
    seen.add(id)
    for (const parent of known.get(id)?.parents ?? []) visit(parent)
    order.push(id)
  }
  ids.forEach(visit)
  return order.reverse()
}

/** In the order in which they are done: what containers held is free once they are gone. */
export const steps: Readonly<Record<CleanUpKind, Step>> = { containers, networks, volumes, images, cache }

function byId<T extends { readonly id: string }>(items: readonly T[] | undefined): Map<string, T> {
  return new Map((items ?? []).map((one) => [one.id, one]))
}

/** Null where one of them is not measured. */
function sizeOf(
  ids: readonly string[],
  known: ReadonlyMap<string, { readonly bytes: number | null }>,
): number | null {
  let sum = 0
  for (const id of ids) {
    const bytes = known.get(id)?.bytes
    if (bytes === undefined || bytes === null) return null
    sum += bytes
  }
  return sum
}
