import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { containerPath } from '../names.ts'

/** Gives a container another name. One that is taken is a `conflict`; its own is nothing to do. */
export async function renameContainer(client: EngineClient, id: string, name: string): Promise<void> {
  const doing = `rename the container to ${name}`
  try {
    await client.json({ doing, method: 'POST', path: `${containerPath(id)}/rename`, query: { name } })
  } catch (thrown) {
    const words = refusalOf(thrown)?.words ?? ''
    if (/same name as its current name/i.test(words)) return
    const [, holder] = /already in use by container "?([0-9a-f]{12})/.exec(words) ?? []
    if (holder === undefined) throw thrown
    throw new BerthError('conflict', `Could not ${doing}: the container ${holder} is called that.`, {
      hint: 'Choose another name, or first rename or remove the container that has this one.',
      cause: thrown,
    })
  }
}
