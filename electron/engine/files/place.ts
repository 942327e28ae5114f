import { z } from 'zod'
import type { FilePlace } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import type { Helpers } from './helpers.ts'
import { statPath, type PathStat } from './stat.ts'

const Inspected = z.object({
  State: z.object({
    Running: z.boolean(),
    Paused: z.boolean().default(false),
    Restarting: z.boolean().default(false),
  }),
})

/** A place as the engine knows it: a container, and where in it the place begins. */
export interface Spot {
  readonly container: string
  /** '' for a whole container */
  readonly root: string
  /** programs can run there */
  readonly running: boolean
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
  const running = await isRunning(client, place.id)
  return { spot: { container: place.id, root: '', running }, release: () => undefined }
}

/** A paused container runs no new program. */
async function isRunning(client: EngineClient, container: string): Promise<boolean> {
  const doing = `look into the container ${container}`
  const answer = Inspected.safeParse(await client.json({ doing, path: `${containerPath(container)}/json` }))
  if (!answer.success) throw malformed(doing, 'it has no state')
  const { Running, Paused, Restarting } = answer.data.State
  return Running && !Paused && !Restarting
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
