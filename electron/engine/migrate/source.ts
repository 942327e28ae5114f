import { Topic } from '../../base/topic.ts'
import type { Log } from '../../base/log.ts'
import { engineClient, type EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { Helpers, helperImage } from '../files/helpers.ts'
import { imagePath } from '../names.ts'

/** Another engine, for as long as something is copied from it. */
export interface Source {
  readonly client: EngineClient
  readonly helpers: Helpers
  /** Leaves it as it was found. */
  close(): Promise<void>
}

/** The engine behind a socket of this computer's. Only helpers are made there, and taken away again. */
export async function openSource(socketPath: string, log: Log): Promise<Source> {
  const client = engineClient(socketPath)
  const had = await hasHelperImage(client)
  // Nobody follows its events: a helper of ours that ends is found so when it is used.
  const quiet = { opened: new Topic<undefined>(), events: new Topic<never>(), state: { windows: null } }
  const helpers = new Helpers(client, quiet, log)
  return {
    client,
    helpers,
    async close() {
      await helpers.closeAll()
      if (!had && (await hasHelperImage(client)))
        await client
          .json({ doing: 'remove the helpers’ image', method: 'DELETE', path: imagePath(helperImage) })
          .catch((thrown: unknown) => log.info({ thrown: String(thrown) }, 'the helpers’ image was left'))
      client.close()
    },
  }
}

async function hasHelperImage(client: EngineClient): Promise<boolean> {
  const request = { doing: 'look for the helpers’ image', path: `${imagePath(helperImage)}/json` }
  return client.json(request).then(
    () => true,
    (thrown: unknown) => {
      if (refusalOf(thrown)?.status === 404) return false
      throw thrown
    },
  )
}
