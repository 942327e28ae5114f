import { Readable } from 'node:stream'
import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'
import { containerPath } from '../names.ts'
import type { Helpers, Mount } from './helpers.ts'
import { isWithin } from './paths.ts'
import type { Spot } from './place.ts'
import { all } from './powers.ts'
import { outputOf } from './program.ts'
import { canonical } from './walk.ts'

/** where the container's files stand in the helper */
const root = '/place'

/** ms for the engine to mount a container's files */
const mountMs = 15_000
const lookEveryMs = 50

/** Half of a tar's end: with it the engine begins to read, and waits for the other half. */
const halfAnEnd = Buffer.alloc(512)

/** Storage of which it is known where the engine mounts a container's files. */
export function isKnownStorage(driver: string): boolean {
  return driver === 'overlayfs' || driver === 'overlay2'
}

const Info = z.object({ DockerRootDir: z.string().startsWith('/').max(1024) })
const Inspected = z.object({
  Id: z.string().regex(/^[0-9a-f]{64}$/),
  Driver: z.string().refine(isKnownStorage),
  GraphDriver: z
    .object({ Data: z.object({ MergedDir: z.string().startsWith('/').max(1024) }).nullish() })
    .nullish(),
  Mounts: z
    .array(
      z.object({
        Type: z.string(),
        Name: z.string().nullish(),
        Source: z.string().nullish(),
        Destination: z.string(),
      }),
    )
    .max(1000)
    .nullish(),
})
type Held = z.infer<typeof Inspected>

/**
 * A stopped container's files as a place where programs run: those of a helper's. The engine mounts the files only while
 * it works on them, so it is given an archive that does not end: as long as it waits for the rest, it keeps them mounted
 * and the container locked, and whoever starts it waits too. Nobody else can have these files mounted meanwhile, which
 * is what makes a change of them safe. `paths` are those that the work is about, links followed; the helper mounts what
 * the container has mounted there.
 */
export async function holdStill(
  { client, helpers }: { client: EngineClient; helpers: Helpers },
  { container, paths, doing, changes }: StillWork,
): Promise<{ spot: Spot; paths: readonly string[]; release: () => Promise<void> }> {
  const held = Inspected.safeParse(await client.json({ doing, path: `${containerPath(container)}/json` }))
  const info = Info.safeParse(await client.json({ doing, path: '/info' }))
  if (!held.success || !info.success) throw malformed(doing, 'where its files are is not said')
  const there = await canonical(client, container, paths)
  if (changes) requireNoMountAt(held.data, there, doing)
  const hold = keepMounted(client, container, doing)
  let helper: string | null = null
  const release = async (): Promise<void> => {
    if (helper !== null) await helpers.remove(helper)
    await hold.end()
  }
  try {
    const mounts = [
      { type: 'bind', source: mountedAt(held.data, info.data.DockerRootDir), target: root },
    ] as const
    helper = await hold.until(() =>
      openHelper({ client, helpers }, [...mounts, ...mountsOf(held.data, there)], doing),
    )
    await requireStill(client, container, doing)
    return { spot: { container: helper, root, running: true, powers: all }, paths: there, release }
  } catch (thrown) {
    await release()
    throw thrown
  }
}

/** What is to be done in a stopped container. */
export interface StillWork {
  readonly container: string
  readonly paths: readonly string[]
  readonly doing: string
  /** the paths themselves will be gone, not only looked at */
  readonly changes: boolean
}

/** Where the engine mounts a container's files. Source: moby, daemon/snapshotter/mount.go and daemon/graphdriver/overlay2. */
const mountedAt = ({ Id, Driver, GraphDriver }: Held, dataRoot: string): string =>
  GraphDriver?.Data?.MergedDir ?? `${dataRoot}/rootfs/${Driver}/${Id}`

/** What is mounted into the container where the work is done; other mounts are not its business. */
function mountsOf({ Mounts }: Held, paths: readonly string[]): Mount[] {
  return (Mounts ?? []).flatMap(({ Type, Name, Source, Destination }): Mount[] => {
    if (!paths.some((path) => isWithin(path, Destination))) return []
    const target = root + Destination
    if (Type === 'volume' && Name) return [{ type: 'volume', source: Name, target }]
    return Type === 'bind' && Source ? [{ type: 'bind', source: Source, target }] : []
  })
}

const Found = z.array(z.object({ State: z.string() }))

/** Who started it before it was held has it running. Asked by the list: an inspection waits as long as it is held. */
async function requireStill(client: EngineClient, container: string, doing: string): Promise<void> {
  const query = { all: 'true', filters: JSON.stringify({ id: [container] }) }
  const found = Found.safeParse(await client.json({ doing, path: '/containers/json', query }))
  if (!found.success) throw malformed(doing, 'it has no state')
  if (found.data.every(({ State }) => State === 'exited' || State === 'created' || State === 'dead')) return
  throw new BerthError('conflict', `Could not ${doing}: the container was started meanwhile.`, {
    hint: 'Try again: it is done in the running container.',
  })
}

function requireNoMountAt({ Mounts }: Held, paths: readonly string[], doing: string): void {
  const at = (Mounts ?? []).find(({ Destination }) => paths.some((path) => isWithin(Destination, path)))
  if (!at) return
  throw new BerthError('conflict', `Could not ${doing}: ${at.Destination} is mounted there.`, {
    hint: 'It is part of how the container was made. Look into the volume itself, or make the container without it.',
  })
}

/** Has the engine mount the files and keep them so until `end`. */
function keepMounted(client: EngineClient, container: string, doing: string) {
  const body = new Readable({ read: () => undefined })
  body.push(halfAnEnd)
  let over = false
  const request = client
    .stream({
      doing,
      method: 'PUT',
      path: `${containerPath(container)}/archive`,
      query: { path: '/' },
      headers: { 'Content-Type': 'application/x-tar' },
      body,
    })
    .then((answer) => void answer.resume())
  const settled = request.then(
    () => (over = true),
    () => (over = true),
  )
  return {
    /** Tries until it works: what it needs is mounted in a moment. Throws what the engine refuses with. */
    async until<T>(work: () => Promise<T | null>): Promise<T> {
      for (let left = mountMs; ; left -= lookEveryMs) {
        if (over) await request
        const found = over ? null : await work()
        if (found !== null) return found
        if (over || left <= 0) throw notMounted(doing)
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      }
    },
    async end(): Promise<void> {
      body.push(halfAnEnd)
      body.push(null)
      await settled
    },
  }
}

/** A helper that sees the files; null while they are not mounted. */
async function openHelper(
  { client, helpers }: { client: EngineClient; helpers: Helpers },
  mounts: readonly Mount[],
  doing: string,
): Promise<string | null> {
  const helper = await helpers.open(mounts)
  if (helper === null) return null
  // Where its mount came a moment too early, it sees an empty folder.
  const command = ['find', root, '-mindepth', '1', '-maxdepth', '1']
  const seen = await outputOf(client, { container: helper, doing, command }).catch(() => '')
  if (seen.length > 0) return helper
  await helpers.remove(helper)
  return null
}

const notMounted = (doing: string): BerthError =>
  new BerthError(
    'engine-failed',
    `Could not ${doing}: the engine did not open the container’s files in time.`,
    {
      hint: 'Try again, or start the container and do it there.',
    },
  )
