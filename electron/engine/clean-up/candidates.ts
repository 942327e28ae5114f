import {
  cleanUpKinds,
  keepLabel,
  type Candidate,
  type CleanUpKind,
  type CleanUpPreview,
} from '../../api/schema/clean-up.ts'
import type { NetworkRow } from '../../api/schema/networks.ts'
import { isStopped } from '../containers/stopped.ts'
import type { Measured, MeasuredContainer } from '../disk-use/read.ts'

/** What the engine holds, as far as a clean-up is about it. */
export interface Held {
  readonly images: Measured['images']['items']
  readonly containers: Measured['containers']['items']
  readonly volumes: Measured['volumes']['items']
  readonly cache: Measured['cache']['items']
  readonly networks: readonly NetworkRow[]
  /** containers by the name of an image that they were made from, though another image has the name by now */
  readonly usersOfName: ReadonlyMap<string, readonly string[]>
  /** since when an object is as it is, where only an inspection tells: ISO 8601 by id. null: nobody asked */
  readonly since: ReadonlyMap<string, string> | null
}

/**
 * What could go of these kinds: what nothing holds, or stopped containers only, which it then can go with. The engine's
 * own prune takes the networks of stopped containers as well, and these never start again: here they hold their networks.
 */
export function candidatesOf(
  held: Held,
  kinds: readonly CleanUpKind[] = cleanUpKinds,
): Omit<CleanUpPreview, 'measuredAt'> {
  const stopped = new Set(held.containers.filter(mayGo).map(({ id }) => id))
  const of = (kind: CleanUpKind): Candidate[] => (kinds.includes(kind) ? candidates[kind](held) : [])
  const objects = (['containers', 'networks', 'volumes', 'images'] as const)
    .flatMap(of)
    .filter(({ neededBy }) => neededBy.every((id) => stopped.has(id)))
  const { images, containers, volumes, networks, cache } = held
  const keeps = { images, containers, volumes }
  const kept = (['images', 'containers', 'volumes'] as const)
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => keeps[kind].filter(({ keep }) => keep))
  return {
    candidates: [...objects, ...of('cache')],
    kept: kept.length + networks.filter(({ labels }) => labels[keepLabel] !== undefined).length,
    cacheBytes: cache.reduce((sum, { shared, bytes }) => sum + (shared ? 0 : bytes), 0),
  }
}

const mayGo = ({ state, keep }: MeasuredContainer): boolean => isStopped(state) && !keep

const nothing = { tags: [], madeFrom: '', narrow: true, neededBy: [] } as const

function containersOf({ containers, since }: Held): Candidate[] {
  return containers.filter(mayGo).map(({ id, name, image, bytes, created: seconds }) => {
    const created = isoOf(seconds)
    return {
      ...nothing,
      kind: 'containers',
      id,
      name,
      madeFrom: image,
      bytes,
      created,
      since: sinceOf(since, id, created),
    }
  })
}

function networksOf({ networks, containers }: Held): Candidate[] {
  const users = holders(containers, (one) => one.networks)
  return networks
    .filter(({ builtIn, scope, labels }) => !builtIn && scope === 'local' && labels[keepLabel] === undefined)
    .map(({ id, name, created }) => ({
      ...nothing,
      ...{ kind: 'networks', id, name, bytes: 0, created, since: created },
      neededBy: users.get(name) ?? [],
    }))
}

function volumesOf({ volumes, containers }: Held): Candidate[] {
  const users = holders(containers, (one) => one.volumes)
  return volumes
    .filter(({ keep }) => !keep)
    .map(({ id, bytes, anonymous, created }) => ({
      ...nothing,
      ...{ kind: 'volumes', id, name: id, bytes, narrow: anonymous, created, since: created },
      neededBy: users.get(id) ?? [],
    }))
}

function imagesOf({ images, containers, usersOfName, since }: Held): Candidate[] {
  const users = holders(containers, (one) => [one.imageId])
  return (
    images
      // What only containers of Berth's own use is not theirs to take away.
      .filter(({ id, keep, containers: count }) => !keep && (count === 0 || users.has(id)))
      .map(({ id, tags, digests, bytes, sharedBytes, created: seconds }) => {
        const created = isoOf(seconds)
        return {
          ...nothing,
          ...{ kind: 'images', id, tags, created, bytes: bytes - sharedBytes },
          name: tags[0] ?? digests[0] ?? '',
          narrow: tags.length === 0 && digests.length === 0,
          neededBy: [
            ...new Set([...(users.get(id) ?? []), ...tags.flatMap((tag) => usersOfName.get(tag) ?? [])]),
          ],
          since: sinceOf(since, id, created),
        }
      })
  )
}

/** A piece of the cache can't go before those that were built on it. */
function cacheOf({ cache }: Held): Candidate[] {
  const children = holders(cache, ({ parents }) => parents)
  return cache
    .filter(({ inUse }) => !inUse)
    .map(({ id, description, bytes, shared, type, createdAt, lastUsedAt }) => ({
      ...nothing,
      ...{ kind: 'cache', id, name: description, bytes: shared ? 0 : bytes },
      narrow: !shared && type !== 'internal' && type !== 'frontend',
      neededBy: children.get(id) ?? [],
      created: createdAt,
      since: lastUsedAt ?? createdAt,
    }))
}

const candidates: Readonly<Record<CleanUpKind, (held: Held) => Candidate[]>> = {
  containers: containersOf,
  networks: networksOf,
  volumes: volumesOf,
  images: imagesOf,
  cache: cacheOf,
}

/** What was asked for and could not be told is not known: it must not look old for that. */
const sinceOf = (since: Held['since'], id: string, created: string | null): string | null =>
  since === null ? created : (since.get(id) ?? null)

/** Ids by what they hold. */
function holders<T extends { readonly id: string }>(
  all: readonly T[],
  held: (one: T) => readonly string[],
): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const one of all)
    for (const what of held(one)) {
      const others = ids.get(what)
      if (others) others.push(one.id)
      else ids.set(what, [one.id])
    }
  return ids
}

const isoOf = (seconds: number): string | null =>
  seconds > 0 && seconds < 8.64e12 ? new Date(seconds * 1000).toISOString() : null
