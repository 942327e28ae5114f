import { mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isSystemError } from './errors.ts'

const plugins = ['docker-buildx', 'docker-compose']

/**
 * Makes `dir` a Docker configuration folder that is the user's own in all but its plugins, where ours come first.
 * The docker command looks for plugins in its configuration folder and in fixed places of the system only; and what it
 * writes (a login, a context, a builder) must land in the user's own folder. So all there is are links.
 * Returns the user's folder.
 */
export async function linkDockerConfig(dir: string, tools: string, env: NodeJS.ProcessEnv): Promise<string> {
  const own = env['DOCKER_CONFIG'] || path.join(os.homedir(), '.docker')
  // What docker makes on first use is made here first, or it would be made among our links.
  for (const name of ['buildx', 'contexts'])
    await mkdir(path.join(own, name), { recursive: true, mode: 0o700 })
  const pluginDir = path.join(dir, 'cli-plugins')
  await mkdir(pluginDir, { recursive: true, mode: 0o700 })

  const entries = new Set([...(await readdir(own)), 'config.json'])
  entries.delete('cli-plugins')
  await links(dir, new Map([...entries].map((name) => [name, path.join(own, name)])), ['cli-plugins'])
  const theirs = await readdir(path.join(own, 'cli-plugins')).catch(() => [])
  const pluginLinks = new Map(theirs.map((name) => [name, path.join(own, 'cli-plugins', name)]))
  for (const name of plugins) pluginLinks.set(name, path.join(tools, name))
  await links(pluginDir, pluginLinks, [])
  return own
}

/** Makes `dir` hold these links, and nothing else but what is to be kept. Two that do so at once both end well. */
async function links(
  dir: string,
  wanted: ReadonlyMap<string, string>,
  keep: readonly string[],
): Promise<void> {
  for (const name of await readdir(dir))
    if (!wanted.has(name) && !keep.includes(name))
      await rm(path.join(dir, name), { recursive: true, force: true })
  for (const [name, target] of wanted) {
    const link = path.join(dir, name)
    if ((await readlink(link).catch(() => null)) === target) continue
    await rm(link, { recursive: true, force: true })
    await symlink(target, link).catch((error: unknown) => {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw error
    })
  }
}
