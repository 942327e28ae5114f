import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const nodeIdFile = '.buildNodeID'

/**
 * A configuration folder of buildx for one build. The only thing that says which name the engine gave to a build is
 * what buildx notes in here, so a folder that holds nothing else is the way to learn it. Its node's id is the user's
 * own: by it the engine knows a folder that it was sent before, and takes only what changed. Source: buildx's
 * `util/confutil` and `localstate`.
 */
export async function makeBuildxConfig(dir: string, dockerConfig: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const shared = path.join(dockerConfig, 'buildx', nodeIdFile)
  let id = await readFile(shared, 'utf8').catch(() => '')
  if (id === '') {
    id = randomBytes(8).toString('hex')
    await writeFile(shared, id, { mode: 0o600, flag: 'wx' }).catch(() => undefined)
  }
  await writeFile(path.join(dir, nodeIdFile), id, { mode: 0o600 })
}

/** The engine's name for the build; null until buildx has noted it. */
export async function notedRef(dir: string): Promise<string | null> {
  const notes = await readdir(path.join(dir, 'refs', 'default', 'default')).catch(() => [])
  return notes.find((name) => /^[a-z0-9]+$/.test(name)) ?? null
}

export const dropBuildxConfig = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true })
