import { z } from 'zod'
import type { MigrationInventory } from '../../api/schema/migration.ts'
import type { EngineClient } from '../client.ts'
import { noTimes, parseRows } from '../containers/row.ts'
import { isHelper } from '../helper-label.ts'
import { parseImages } from '../images/row.ts'
import { parseVolumes } from '../volumes/row.ts'
import { unfinishedOf } from './copy-volume.ts'

/** Names of what an engine has. */
export interface Names {
  readonly images: ReadonlySet<string>
  readonly volumes: ReadonlySet<string>
  readonly containers: ReadonlySet<string>
}

const lists = async (client: EngineClient, signal: AbortSignal) => {
  const [images, volumes, containers] = await Promise.all([
    client.json({ doing: 'list the images', path: '/images/json', signal }),
    client.json({ doing: 'list the volumes', path: '/volumes', signal }),
    client.json({ doing: 'list the containers', path: '/containers/json', query: { all: true }, signal }),
  ])
  return {
    images: parseImages(images, () => []).filter(({ labels }) => !isHelper(labels)),
    volumes: parseVolumes(volumes, () => []),
    binds: bindsOf(containers),
    containers: parseRows(containers, () => noTimes).filter(({ labels }) => !isHelper(labels)),
  }
}

/** What is there by name. A volume of which only a part came is not. */
export async function namesIn(client: EngineClient, signal: AbortSignal): Promise<Names> {
  const { images, volumes, containers } = await lists(client, signal)
  const unfinished = new Set(volumes.flatMap(({ labels }) => unfinishedOf(labels) ?? []))
  return {
    images: new Set(images.flatMap(({ tags }) => tags)),
    volumes: new Set(volumes.map(({ id }) => id).filter((name) => !unfinished.has(name))),
    containers: new Set(containers.map(({ name }) => name)),
  }
}

/** What the source has, with sizes, and which of it the target has already. */
export async function inventory(
  source: EngineClient,
  target: EngineClient,
  signal: AbortSignal,
): Promise<MigrationInventory> {
  const [{ images, volumes, containers, binds }, there, sizes] = await Promise.all([
    lists(source, signal),
    namesIn(target, signal),
    volumeSizes(source, signal),
  ])
  return {
    images: images.flatMap(({ tags, bytes }) =>
      tags.map((id) => ({ id, bytes, there: there.images.has(id) })),
    ),
    volumes: volumes.map(({ id }) => ({
      id,
      bytes: sizes.get(id) ?? null,
      there: there.volumes.has(id),
    })),
    containers: containers.map(({ id, name, image, volumes: mounted, state }) => ({
      id: name,
      image,
      volumes: mounted,
      binds: binds.get(id) ?? [],
      running: state === 'running' || state === 'paused',
      there: there.containers.has(name),
    })),
  }
}

const mostBinds = 100

const Mounting = z.object({
  Id: z.string(),
  Mounts: z.array(z.object({ Type: z.string(), Source: z.string().max(4096) })).nullish(),
})

/** What of its computer's own each container mounts, by its id. */
function bindsOf(answer: unknown): Map<string, string[]> {
  const all = Array.isArray(answer) ? answer.flatMap((one) => Mounting.safeParse(one).data ?? []) : []
  return new Map(
    all.map(({ Id, Mounts }) => [
      Id,
      (Mounts ?? [])
        .filter(({ Type }) => Type === 'bind')
        .slice(0, mostBinds)
        .map(({ Source }) => Source),
    ]),
  )
}

const Volume = z.object({ Name: z.string(), UsageData: z.object({ Size: z.number() }).nullish() })
// Up to API 1.51 by the first form, later by the second.
const Usage = z.object({
  Volumes: z.array(Volume).nullish(),
  VolumeUsage: z.object({ Items: z.array(Volume).nullish() }).nullish(),
  VolumesDiskUsage: z.object({ Items: z.array(Volume).nullish() }).nullish(),
})

/** Bytes by volume, as far as the engine tells. */
async function volumeSizes(client: EngineClient, signal: AbortSignal): Promise<Map<string, number>> {
  const query = { type: 'volume', verbose: true }
  const answer = await client
    .json({ doing: 'measure the volumes', path: '/system/df', query, signal }, { deadlineMs: null })
    .catch((thrown: unknown) => {
      signal.throwIfAborted()
      // Not every engine can: then sizes are not known.
      return thrown instanceof Error ? {} : {}
    })
  const parsed = Usage.safeParse(answer).data
  const all = parsed?.Volumes ?? parsed?.VolumeUsage?.Items ?? parsed?.VolumesDiskUsage?.Items ?? []
  return new Map(
    all.flatMap(({ Name, UsageData }) =>
      UsageData && UsageData.Size >= 0 ? [[Name, UsageData.Size] as const] : [],
    ),
  )
}
