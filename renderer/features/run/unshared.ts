import { folderProblem, isSharedBy } from '../../../electron/api/schema/shared-folders.ts'
import type { MountRow } from '../../../electron/api/schema/run-spec.ts'

/**
 * The sources that are paths of this computer's and in none of these folders: the engine would refuse them, or make an
 * empty folder in the machine. What only the machine can have (`/var/run/docker.sock`) is not meant.
 */
export function unsharedSources(mounts: readonly MountRow[], folders: readonly string[]): string[] {
  const paths = mounts.map(({ source }) => source.trim().replace(/(?<=.)\/+$/, ''))
  return [...new Set(paths)].filter((path) => folderProblem(path) === null && !isSharedBy(folders, path))
}
