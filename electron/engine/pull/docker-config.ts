import { randomUUID } from 'node:crypto'
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'

const Entry = z.looseObject({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
})
export type ConfigEntry = z.infer<typeof Entry>

/** A helper's name becomes part of a program's name: nothing else may get in. */
const Helper = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

const Config = z.looseObject({
  auths: z.record(z.string(), Entry).default({}),
  credHelpers: z.record(z.string(), Helper).default({}),
  credsStore: Helper.optional(),
})
/** Docker's config.json as far as logins go; what else it holds stays as it is. */
export type DockerConfig = z.infer<typeof Config>

/** Reads `config.json` of a Docker configuration folder; one that is not there is empty. */
export async function readDockerConfig(dir: string): Promise<DockerConfig> {
  return Config.parse(JSON.parse(await readText(path.join(dir, 'config.json'))))
}

/** Changes it, whole or not at all. It is readable by its owner only, as it may hold secrets. */
export async function changeDockerConfig(dir: string, change: (config: DockerConfig) => void): Promise<void> {
  const named = path.join(dir, 'config.json')
  const config = await readDockerConfig(dir).catch((thrown: unknown) => {
    throw unreadable(named, thrown)
  })
  change(config)
  // Defaults of ours that nothing was put in need not stand there.
  const plain = Object.fromEntries(
    Object.entries(config).filter(
      ([name, value]) => !(name === 'credHelpers' && Object.keys(value as object).length === 0),
    ),
  )
  await mkdir(dir, { recursive: true, mode: 0o700 })
  // Where it is a link, as dotfile managers make it, what it leads to is written.
  const file = await realpath(named).catch(() => named)
  const fresh = `${file}.${randomUUID()}`
  try {
    await writeFile(fresh, `${JSON.stringify(plain, null, '\t')}\n`, { mode: 0o600 })
    await rename(fresh, file)
  } catch (thrown) {
    await rm(fresh, { force: true })
    throw thrown
  }
}

async function readText(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    return text.trim() === '' ? '{}' : text
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '{}'
    throw thrown
  }
}

function unreadable(file: string, thrown: unknown): BerthError {
  const kind = (thrown as Error).name
  return new BerthError('conflict', `Docker's configuration ${file} does not read (${kind}).`, {
    hint: 'Repair or remove it: Berth does not write over what it does not understand.',
  })
}
