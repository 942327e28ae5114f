import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isSystemError } from './errors.ts'

const plugins = ['docker-buildx', 'docker-compose']

/** What docker's config.json says under "proxies": by engine (`DOCKER_HOST`), what its builds and new containers get. */
export type DockerProxies = Record<string, Readonly<Record<string, string>>>

/**
 * Makes `dir` a Docker configuration folder that is the user's own in all but its plugins, where ours come first.
 * The docker command looks for plugins in its configuration folder and in fixed places of the system only; and what it
 * writes (a login, a context, a builder) must land in the user's own folder. So all there is are links; but where there
 * are `proxies` to add, and the user's configuration has no word on them, config.json is a copy that has. Only commands
 * that write nothing there may be given that. Returns the user's folder.
 */
export async function linkDockerConfig(
  dir: string,
  tools: string,
  env: NodeJS.ProcessEnv,
  proxies: DockerProxies | null = null,
): Promise<string> {
  const own = env['DOCKER_CONFIG'] || path.join(os.homedir(), '.docker')
  // What docker makes on first use is made here first, or it would be made among our links.
  for (const name of ['buildx', 'contexts'])
    await mkdir(path.join(own, name), { recursive: true, mode: 0o700 })
  const pluginDir = path.join(dir, 'cli-plugins')
  await mkdir(pluginDir, { recursive: true, mode: 0o700 })

  const entries = new Set([...(await readdir(own)), 'config.json'])
  entries.delete('cli-plugins')
  const copy = proxies && (await configWith(proxies, path.join(own, 'config.json')))
  if (copy !== null) entries.delete('config.json')
  const kept = copy === null ? ['cli-plugins'] : ['cli-plugins', 'config.json']
  await links(dir, new Map([...entries].map((name) => [name, path.join(own, name)])), kept)
  if (copy !== null) await put(path.join(dir, 'config.json'), copy, `${dir}.config`)
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

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The user's configuration with these proxies; null where it has its own word on them, or is none that docker can read. */
async function configWith(proxies: DockerProxies, file: string): Promise<string | null> {
  try {
    const config: unknown = JSON.parse((await readFile(file, 'utf8').catch(() => '')) || '{}')
    return isRecord(config) && !('proxies' in config) ? JSON.stringify({ ...config, proxies }) : null
  } catch {
    return null
  }
}

/** At once whole, for who reads it meanwhile. `beside`: where it is written first, outside of what `links` clears. */
async function put(file: string, text: string, beside: string): Promise<void> {
  const isLink = (await readlink(file).catch(() => null)) !== null
  if (!isLink && (await readFile(file, 'utf8').catch(() => null)) === text) return
  const fresh = `${beside}.${randomBytes(6).toString('hex')}`
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' })
  await rename(fresh, file)
}
