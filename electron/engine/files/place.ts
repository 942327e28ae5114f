import { z } from 'zod'
import type { FilePlace, FilePowers } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import type { Helpers } from './helpers.ts'
import { all, beside, none } from './powers.ts'
import { holdStill, isKnownStorage, type StillWork } from './standstill.ts'
import { statPath, type PathStat } from './stat.ts'

const Inspected = z.object({
  State: z.object({
    Running: z.boolean(),
    Paused: z.boolean().default(false),
    Restarting: z.boolean().default(false),
  }),
  Driver: z.string().max(64).optional(),
  Platform: z.string().max(64).optional(),
  HostConfig: z.object({ ReadonlyRootfs: z.boolean().default(false) }).optional(),
})

/** A place as the engine knows it: a container, and where in it the place begins. */
export interface Spot {
  readonly container: string
  /** '' for a whole container */
  readonly root: string
  /** programs can run there */
  readonly running: boolean
  readonly powers: FilePowers
}

/** The path within the container. */
export const inside = ({ root }: Spot, path: string): string =>
  root === '' ? path : path === '/' ? root : root + path

/** Finds where a place is. What had to be made for it (a volume's helper) is kept until it is released. */
export async function hold(
  client: EngineClient,
  helpers: Helpers,
  place: FilePlace,
): Promise<{ spot: Spot; release: () => void }> {
  if (place.kind === 'volume') return helpers.hold(place.name)
  const powers = await powersOf(client, place.id)
  const running = powers.change && !powers.still
  return { spot: { container: place.id, root: '', running, powers }, release: () => undefined }
}

/** For what needs programs: a stopped container is held still for it. `paths` come back without links on their way. */
export async function holdToChange(
  { client, helpers }: { client: EngineClient; helpers: Helpers },
  place: FilePlace,
  work: Omit<StillWork, 'container'>,
): Promise<{ spot: Spot; paths: readonly string[]; release: () => void | Promise<void> }> {
  const held = await hold(client, helpers, place)
  const { spot } = held
  if (spot.powers.still) return holdStill({ client, helpers }, { ...work, container: spot.container })
  return { ...held, paths: work.paths }
}

/** A paused container runs no new program. */
async function powersOf(client: EngineClient, container: string): Promise<FilePowers> {
  const doing = `look into the container ${container}`
  const answer = Inspected.safeParse(await client.json({ doing, path: `${containerPath(container)}/json` }))
  if (!answer.success) throw malformed(doing, 'it has no state')
  const { State, Driver = '', Platform, HostConfig } = answer.data
  if (Platform === 'windows') return none('windows')
  if (State.Paused) return none('paused')
  if (State.Restarting) return none('restarting')
  if (State.Running) return all
  // The engine opens the files of such a one to nobody who writes.
  if (HostConfig?.ReadonlyRootfs) return none('read-only')
  return isKnownStorage(Driver) ? beside : none('storage')
}

/** Follows a link on the last part of a path. Throws `not-found`, also where it leads out of the place. */
export async function follow(
  client: EngineClient,
  spot: Spot,
  path: string,
): Promise<{ path: string; stat: PathStat }> {
  const stat = await statPath(client, spot.container, inside(spot, path))
  if (stat.kind !== 'link') return { path, stat }
  const target = within(spot, stat.target)
  if (target === null)
    throw new BerthError('not-found', `The link ${path} leads out of the volume, to ${stat.target}.`, {
      hint: 'It means something only in a container that mounts the volume: open it there.',
    })
  return { path: target, stat: await statPath(client, spot.container, inside(spot, target)) }
}

/** A path of the container's as one of the place's; null where it is outside of it. */
function within({ root }: Spot, path: string): string | null {
  if (!path.startsWith('/')) return null
  if (root === '') return path
  if (path === root) return '/'
  return path.startsWith(`${root}/`) ? path.slice(root.length) : null
}
