import type { Editable, Made, Offers } from '../../api/schema/create.ts'
import type { ImagePlatformFacts } from '../../api/schema/image-fit.ts'
import type { EnvRow, RunSpec } from '../../api/schema/run-spec.ts'
import { tidy } from '../../api/schema/run-tidy.ts'
import { stampOf } from '../../api/schema/stand-ins.ts'
import { BerthError } from '../../base/errors.ts'
import { containerPath } from '../names.ts'
import type { Room } from '../room.ts'
import { localImage } from './image.ts'
import { keptOf, type Kept } from './kept.ts'
import { offersOf } from './offers.ts'
import { requirePlatform } from './platform.ts'
import { recreate } from './recreate.ts'
import { runContainer } from './run.ts'
import { settle } from './settle.ts'
import { specOf } from './spec-of.ts'

/** Jobs whose outcome is remembered for the page that asks. */
const remembered = 50

/** Fulfils the contract's `CreateService`. */
export function createService(room: Room, proxies: () => Promise<EnvRow[]>) {
  const { client, connection, jobs } = room
  const made = new Map<string, Made>()

  async function kept(id: string): Promise<Kept> {
    const doing = `read the settings of the container ${id}`
    connection.require(doing)
    const raw = await client.json({ doing, path: `${containerPath(id)}/json` })
    const bare = keptOf(raw, null, doing)
    const image = await localImage(room, bare.imageId)
    const old = image ? keptOf(raw, image.config, doing) : bare
    // The engine writes its own choice down with the container.
    if (old.body.HostConfig.Isolation === (connection.state.windows?.isolation ?? 'default'))
      delete old.body.HostConfig.Isolation
    return old
  }

  function free(name: string): void {
    if (jobs.runs('recreate', name))
      throw new BerthError('busy', `${name} is being made anew already.`, {
        hint: 'Wait until that is done, or cancel it.',
      })
  }

  return {
    async offers(): Promise<Offers> {
      connection.require('list what a container can use')
      return { ...(await offersOf(client)), proxies: await proxies() }
    },
    async editable(id: string): Promise<Editable> {
      const old = await kept(id)
      const spec = specOf(old.body, old.name)
      const named = await localImage(room, spec.image)
      return { spec, running: old.running, imageMoved: named !== null && named.id !== old.imageId }
    },
    async run(given: RunSpec, options: { start: boolean }): Promise<string> {
      const spec = tidy(given)
      connection.require(`run ${spec.image}`)
      requirePlatform(spec, connection.state)
      const id: string = jobs.start(
        options.start ? 'run' : 'create',
        spec.name || spec.image,
        async (signal, tell) => {
          const one = await runContainer(room, spec, options, signal, tell)
          made.set(id, one)
          for (const oldest of [...made.keys()].slice(0, -remembered)) made.delete(oldest)
        },
        { joins: false },
      )
      return id
    },
    async image(reference: string): Promise<ImagePlatformFacts | null> {
      connection.require(`look for the image ${reference}`)
      return (await localImage(room, reference))?.platform ?? null
    },
    async made(job: string): Promise<Made | null> {
      return made.get(job) ?? null
    },
    async recreate(
      id: string,
      spec: RunSpec,
      options: { start: boolean; keepOld: boolean },
    ): Promise<string> {
      const old = await kept(id)
      requirePlatform(spec, connection.state)
      free(old.name)
      const stamp = stampOf(new Date())
      return jobs.start('recreate', old.name, (signal, tell) =>
        recreate(room, old, { ...spec, name: old.name }, { ...options, stamp }, signal, tell),
      )
    },
    async settle(options: { name: string; stamp: string; keep: 'old' | 'new' }): Promise<void> {
      connection.require(`settle ${options.name}`)
      free(options.name)
      await settle(client, options)
    },
  }
}
