import { access, chmod, constants, lstat, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { BerthError, isSystemError, toBerthError } from './errors.ts'
import type { Paths } from './paths.ts'

/**
 * Makes the home's folders, private to their owner, and proves that they can be written to.
 * Rejects with `home-unusable` when they cannot be had or the sockets' folder belongs to somebody else.
 */
export async function prepareHome(paths: Paths): Promise<void> {
  try {
    for (const dir of [paths.home, paths.logs, paths.machine.dir, paths.run.dir]) await makeFolder(dir)
    for (const dir of [paths.home, paths.logs, paths.machine.dir]) await access(dir, constants.W_OK)
  } catch (thrown) {
    throw unusable(paths.home, thrown)
  }
  await provePrivate(paths.run.dir)
}

/** As `mkdir -p`; Node's own recursive mkdir never returns where a folder exists but takes no entries, as /proc does. */
async function makeFolder(dir: string): Promise<void> {
  const made = await mkdir(dir, { mode: 0o700 }).catch((thrown: unknown) => thrown)
  if (!isSystemError(made)) return
  if (made.code === 'EEXIST' && (await stat(dir)).isDirectory()) return
  if (made.code !== 'ENOENT' || (await exists(path.dirname(dir)))) throw made
  await makeFolder(path.dirname(dir))
  await makeFolder(dir)
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/** The sockets' folder may stand in a shared place such as /tmp: it must be a true folder, ours, and closed to others. */
async function provePrivate(dir: string): Promise<void> {
  const stat = await lstat(dir)
  const uid = process.getuid?.()
  if (!stat.isDirectory() || (uid !== undefined && stat.uid !== uid))
    throw new BerthError('home-unusable', `${dir} is not a folder of yours.`, {
      hint: `Remove it, or set BERTH_HOME to a shorter path, so that its sockets can live in it.`,
    })
  if ((stat.mode & 0o077) !== 0) await chmod(dir, 0o700)
}

const reasons: Record<string, string> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'nothing can be made there',
  EROFS: 'its disk is read-only',
  ENOTDIR: 'a file stands in its way',
  EEXIST: 'a file stands in its way',
  ENAMETOOLONG: 'its path is too long',
}

function unusable(home: string, thrown: unknown): BerthError {
  const reason = isSystemError(thrown) ? reasons[thrown.code] : undefined
  if (reason === undefined) return toBerthError(thrown)
  return new BerthError('home-unusable', `Berth's folder ${path.resolve(home)} cannot be used: ${reason}.`, {
    hint: 'Make it writable for you, or set BERTH_HOME to another folder.',
    cause: thrown,
  })
}
