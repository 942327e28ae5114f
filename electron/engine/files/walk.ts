import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { nameOf, parentOf } from './paths.ts'
import { statPath } from './stat.ts'

/** links in one path, after which it leads nowhere; as Linux has it */
const maxLinks = 40

/**
 * The paths with every link in them followed but for one at their end, by the engine, which never lets one lead out of
 * the container. Throws `not-found` for a folder that is not there.
 */
export async function canonical(
  client: EngineClient,
  container: string,
  paths: readonly string[],
): Promise<string[]> {
  const folders = new Map<string, string>()
  const result: string[] = []
  for (const path of paths) {
    const parent = parentOf(path)
    const folder = folders.get(parent) ?? (await folderAt(client, container, parent))
    folders.set(parent, folder)
    result.push(path === '/' ? '/' : `${folder === '/' ? '' : folder}/${nameOf(path)}`)
  }
  return result
}

async function folderAt(client: EngineClient, container: string, path: string): Promise<string> {
  const left = path.split('/').filter(Boolean)
  let at = ''
  let links = 0
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    const next = `${at}/${part}`
    const { kind, target } = await statPath(client, container, next)
    if (kind !== 'link') {
      at = next
      continue
    }
    links += 1
    if (links > maxLinks || !target.startsWith('/'))
      throw new BerthError('not-found', `The links in ${path} lead nowhere.`, {
        hint: 'Look at the folder that they should lead to.',
      })
    // The engine tells where it leads in the end; what it leads through is followed again, from the top.
    left.unshift(...target.split('/').filter(Boolean))
    at = ''
  }
  return at || '/'
}
