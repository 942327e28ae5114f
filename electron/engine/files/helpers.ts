import { Readable } from 'node:stream'
import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { EngineClient } from '../client.ts'
import type { Connection } from '../connection.ts'
import { malformed, refusalOf } from '../errors.ts'
import { helperLabel, isHelper } from '../helper-label.ts'
import { containerPath, volumePath } from '../names.ts'
import { all, none } from './powers.ts'
import type { Spot } from './place.ts'
import { outputOf } from './program.ts'

/** An image with nothing in it. Made on the spot; nothing is pulled. */
export const helperImage = 'berth.local/helper:1'
const mountedAt = '/volume'

/** ms that a helper is kept after its last use: browsing is a row of short calls */
const lingerMs = 60_000

/**
 * The programs of the computer that the engine runs on, which a helper borrows, read-only: an image of ours would need
 * to be made for each processor, or pulled. Alpine has no /lib64, others need it.
 */
const borrowed: readonly (readonly string[])[] = [
  ['/bin', '/lib', '/lib64', '/usr'],
  ['/bin', '/lib', '/usr'],
]

/** What a helper sees, writable. */
export interface Mount {
  readonly type: 'volume' | 'bind'
  readonly source: string
  readonly target: string
}

/** As much of a connection as tells when helpers have gone. */
type Followed = { readonly [Name in 'opened' | 'events']: Pick<Connection[Name], 'subscribe'> } & {
  readonly state: Pick<Connection['state'], 'windows'>
}

interface Helper {
  readonly spot: Promise<Spot>
  users: number
  leaving: NodeJS.Timeout | undefined
}

/**
 * Containers through which volumes can be looked at: the engine has no other way in. One runs for each volume that is
 * used, without network and nearly without privileges. Where its programs do not run, it is only created: then the
 * engine's archives still work, but nothing can be renamed or deleted.
 */
export class Helpers {
  readonly #client: EngineClient
  readonly #connection: Followed
  readonly #log: Log
  readonly #helpers = new Map<string, Helper>()

  constructor(client: EngineClient, connection: Followed, log: Log) {
    this.#client = client
    this.#connection = connection
    this.#log = log
    // Those of a host that was killed, or of an engine that was: none of them is ours.
    connection.opened.subscribe(() => {
      this.#forget()
      void this.#cleanUp().catch((error: unknown) => log.warn({ error: String(error) }, 'helpers were left'))
    })
    connection.events.subscribe((event) => {
      if (event.type !== 'container' || event.action !== 'die') return
      if (isHelper(event.attributes)) void this.#dropById(event.id)
    })
  }

  async hold(volume: string): Promise<{ spot: Spot; release: () => void }> {
    const helper = this.#helpers.get(volume) ?? this.#open(volume)
    helper.users += 1
    clearTimeout(helper.leaving)
    let held = true
    const release = (): void => {
      if (!held) return
      held = false
      helper.users -= 1
      if (helper.users > 0) return
      helper.leaving = setTimeout(() => void this.close(volume), lingerMs)
      helper.leaving.unref()
    }
    try {
      return { spot: await helper.spot, release }
    } catch (thrown) {
      if (this.#helpers.get(volume) === helper) this.#helpers.delete(volume)
      throw thrown
    }
  }

  /** Takes a volume's helper away, also while it is used: for when the volume goes. */
  async close(volume: string): Promise<void> {
    const helper = this.#helpers.get(volume)
    if (!helper) return
    this.#helpers.delete(volume)
    clearTimeout(helper.leaving)
    const spot = await helper.spot.catch(() => null)
    if (spot) await this.remove(spot.container)
  }

  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#helpers.keys()].map((volume) => this.close(volume)))
  }

  /** One that runs for a single piece of work and is removed after it; null where none can be made to run. */
  async open(mounts: readonly Mount[]): Promise<string | null> {
    for (const folders of borrowed) {
      const container = await this.#tryRunning('', mounts, folders)
      if (container !== null) return container
    }
    return null
  }

  async remove(container: string): Promise<void> {
    const request = { doing: 'remove a helper', method: 'DELETE', path: containerPath(container) } as const
    await this.#client.json({ ...request, query: { force: true } }).catch((thrown: unknown) => {
      // It removes itself as well, and may be at it.
      const status = refusalOf(thrown)?.status
      if (status !== 404 && status !== 409) this.#log.info({ container }, 'a helper could not be removed')
    })
  }

  #open(volume: string): Helper {
    const helper: Helper = { spot: this.#create(volume), users: 0, leaving: undefined }
    helper.spot.catch(() => undefined)
    this.#helpers.set(volume, helper)
    return helper
  }

  #forget(): void {
    for (const helper of this.#helpers.values()) clearTimeout(helper.leaving)
    this.#helpers.clear()
  }

  async #dropById(id: string): Promise<void> {
    for (const [volume, helper] of this.#helpers) {
      const spot = await helper.spot.catch(() => null)
      if (spot?.container === id && this.#helpers.get(volume) === helper) this.#helpers.delete(volume)
    }
  }

  async #create(volume: string): Promise<Spot> {
    if (this.#connection.state.windows) throw noWayIn(volume)
    await this.#requireVolume(volume)
    const mounts = [{ type: 'volume', source: volume, target: mountedAt }] as const
    for (const folders of borrowed) {
      const container = await this.#tryRunning(volume, mounts, folders)
      if (container !== null) return { container, root: mountedAt, running: true, powers: all }
    }
    this.#log.info({ volume }, 'programs do not run beside the volume: its files can be read and put only')
    const container = await this.#createContainer(volume, mounts, [])
    return { container, root: mountedAt, running: false, powers: none('programs') }
  }

  /** A container that names a volume makes it: one that has just gone must not come back empty. */
  async #requireVolume(volume: string): Promise<void> {
    const doing = `look into the volume ${volume}`
    await this.#client.json({ doing, path: volumePath(volume) })
  }

  async #tryRunning(
    label: string,
    mounts: readonly Mount[],
    folders: readonly string[],
  ): Promise<string | null> {
    let container: string
    try {
      container = await this.#createContainer(label, mounts, folders)
    } catch (thrown) {
      // A folder that the engine's computer has not.
      if (thrown instanceof BerthError && thrown.code === 'bad-input') return null
      throw thrown
    }
    try {
      const path = `${containerPath(container)}/start`
      await this.#client.json({ doing: 'start a helper', method: 'POST', path })
      // A program whose libraries are missing starts, and ends at once.
      const command = ['stat', '-c', '%n', '/']
      await outputOf(this.#client, { container, doing: 'try a helper', command })
      return container
    } catch (thrown) {
      await this.remove(container)
      if (thrown instanceof BerthError && thrown.code !== 'not-running') return null
      throw thrown
    }
  }

  async #createContainer(
    label: string,
    mounts: readonly Mount[],
    folders: readonly string[],
    retry = true,
  ): Promise<string> {
    const doing = label === '' ? 'make a helper' : `look into the volume ${label}`
    try {
      const answer = await this.#client.json({
        doing,
        method: 'POST',
        path: '/containers/create',
        body: containerFor(label, mounts, folders),
      })
      const created = z.object({ Id: z.string().regex(/^[0-9a-f]{12,64}$/) }).safeParse(answer)
      if (!created.success) throw malformed(doing, 'it has no id')
      return created.data.Id
    } catch (thrown) {
      if (!retry || refusalOf(thrown)?.status !== 404) throw thrown
      await this.#makeImage()
      return this.#createContainer(label, mounts, folders, false)
    }
  }

  async #makeImage(): Promise<void> {
    const [repo, tag] = helperImage.split(':')
    await this.#client.json({
      doing: 'make an empty image for a helper',
      method: 'POST',
      path: '/images/create',
      query: { fromSrc: '-', repo, tag, changes: `LABEL ${helperLabel}=1` },
      headers: { 'Content-Type': 'application/x-tar' },
      // An archive's end, and so an archive of nothing.
      body: Readable.from([Buffer.alloc(1024)], { objectMode: false }),
    })
  }

  async #cleanUp(): Promise<void> {
    const answer = await this.#client.json({
      doing: 'list the helpers',
      path: '/containers/json',
      query: { filters: { label: [helperLabel] }, all: true },
    })
    const found = z.array(z.object({ Id: z.string() })).safeParse(answer)
    const known = new Set<string>()
    for (const { spot } of this.#helpers.values()) known.add((await spot.catch(() => null))?.container ?? '')
    for (const { Id } of found.data ?? []) if (!known.has(Id)) await this.remove(Id)
  }
}

/** A helper borrows Linux' own programs; and Windows' engine makes no container without its Windows. */
function noWayIn(volume: string): BerthError {
  return new BerthError(
    'conflict',
    `Could not look into the volume ${volume}: on a Windows engine Berth has no way in.`,
    {
      hint: 'Mount it in a container, and look at its files there.',
    },
  )
}

function containerFor(label: string, mounts: readonly Mount[], folders: readonly string[]): object {
  return {
    Image: helperImage,
    // It ends by itself within a day, and removes itself then, should nobody come back for it.
    Cmd: ['/bin/sleep', '86400'],
    Labels: { [helperLabel]: label },
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      AutoRemove: folders.length > 0,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none' },
      Mounts: [
        ...mounts.map(({ type, source, target }) => ({ Type: type, Source: source, Target: target })),
        ...folders.map((folder) => ({ Type: 'bind', Source: folder, Target: folder, ReadOnly: true })),
      ],
    },
  }
}
