import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { berthCache } from '../../electron/base/paths.ts'
import type { Arch } from './arch.ts'
import { withLock } from './lock.ts'
import type { Report } from './run.ts'

export type AssetKind = 'image' | 'shape' | 'tools' | 'engine' | 'windows-engine' | 'stock' | 'alpine'

/** An entry that nothing has used for so long is removed when its successor is built. In milliseconds: 14 days. */
const keepMs = 14 * 24 * 3600 * 1000

/** Where the asset with these inputs is, or will be. */
export function entryDir(kind: AssetKind, arch: Arch, hash: string): string {
  return path.join(berthCache(), kind, arch, hash)
}

/**
 * The folder of an asset, built at most once: in a folder beside it, then renamed, so that what has its final name
 * is whole. Two builders of the same inputs wait for each other.
 */
export async function ensureEntry(
  kind: AssetKind,
  arch: Arch,
  hash: string,
  report: Report,
  build: (dir: string) => Promise<void>,
): Promise<string> {
  const dir = entryDir(kind, arch, hash)
  if (await used(dir)) return dir
  const parent = path.dirname(dir)
  await mkdir(parent, { recursive: true })
  return withLock(`${dir}.lock`, report, async () => {
    if (await used(dir)) return dir
    const work = await mkdtemp(path.join(parent, '.build-'))
    try {
      await build(work)
      await rename(work, dir)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
    await prune(parent, Date.now() - keepMs)
    return dir
  })
}

/** Marks an entry as used now; false when it is not there. */
async function used(dir: string): Promise<boolean> {
  const now = new Date()
  return utimes(dir, now, now).then(
    () => true,
    () => false,
  )
}

/** Removes entries, and what broken-off builds left, not used since `before` (milliseconds since 1970). */
export async function prune(parent: string, before: number): Promise<void> {
  for (const name of await readdir(parent)) {
    const file = path.join(parent, name)
    const entry = await stat(file).catch(() => null)
    if (entry !== null && entry.mtimeMs < before) await rm(file, { recursive: true, force: true })
  }
}
