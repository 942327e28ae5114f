import { access, constants, lstat } from 'node:fs/promises'
import path from 'node:path'
import type { FolderFacts } from './folders.ts'

/** What is known of a folder that Berth keeps things in, made or not. */
export async function folderFacts(folder: string): Promise<FolderFacts> {
  const found = await lstat(folder).catch(() => null)
  const uid = process.getuid?.()
  const there = found && {
    // A home may be a link to another disk.
    directory: found.isDirectory() || found.isSymbolicLink(),
    mine: uid === undefined || found.uid === uid,
    mode: found.mode & 0o777,
  }
  const writable = await access(await nearest(folder), constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  return { path: folder, there, writable }
}

/** The folder itself, or the nearest above it that there is. */
export async function nearest(folder: string): Promise<string> {
  const there = await lstat(folder).catch(() => null)
  const above = path.dirname(folder)
  return there || above === folder ? folder : nearest(above)
}
