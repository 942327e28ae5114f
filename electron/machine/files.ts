import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { z } from 'zod'
import { BerthError, isSystemError } from '../base/errors.ts'
import type { Paths } from '../base/paths.ts'

/**
 * Writes a whole file or nothing: into a neighbour, flushed, then renamed over the old one.
 * `mode` is the file's permission bits. Rejects with Node's own errors (`ENOSPC`, `EACCES`…).
 */
export async function writeAtomic(file: string, data: string | Uint8Array, mode = 0o600): Promise<void> {
  const fresh = `${file}.${process.pid}.new`
  try {
    const handle = await open(fresh, 'w', mode)
    try {
      await handle.chmod(mode)
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** A small JSON file of ours, or null when it is missing, unreadable or not what it should be: such a file is only a note. */
export async function readNote<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The file's text, or null when there is no such file. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null
    throw error
  }
}

/** The folders that a machine and its driver write to. Rejects with `home-unusable`. */
export async function ensureFolders({ machine, run, logs }: Paths): Promise<void> {
  for (const dir of [machine.dir, run.dir, logs]) await ensurePrivateDir(dir)
}

/**
 * Makes a folder that only its owner may enter, or makes sure that it is one: a folder in a shared place such as
 * /tmp could have been laid there by somebody else. Rejects with `home-unusable`.
 */
export async function ensurePrivateDir(dir: string): Promise<void> {
  const hint = 'Set BERTH_HOME to a folder that you own and may write to.'
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const stat = await lstat(dir)
    const mine = process.getuid === undefined || stat.uid === os.userInfo().uid
    if (!stat.isDirectory() || !mine)
      throw new BerthError('home-unusable', `${dir} is not a folder of this user's.`, { hint })
    if ((stat.mode & 0o077) !== 0) await chmod(dir, 0o700)
  } catch (error) {
    if (!isSystemError(error) || error.code === 'ENOSPC') throw error
    throw new BerthError(
      'home-unusable',
      `The folder ${path.resolve(dir)} cannot be used: ${error.message}`,
      {
        hint,
        cause: error,
      },
    )
  }
}
