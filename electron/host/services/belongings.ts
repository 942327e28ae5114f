import { lstat, readdir, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import type { ResetPreview } from '../../api/schema/host.ts'
import type { Paths } from '../../base/paths.ts'

/** What a home holds, in the words of who owns it. */
function belongings(paths: Paths): { what: string; path: string }[] {
  const { machine } = paths
  return [
    { what: 'the data disk: every container, image, volume and build cache', path: machine.dataDisk },
    { what: 'the suspended machine', path: machine.stateFile },
    { what: 'keys and other files of the machine', path: machine.dir },
    { what: 'settings', path: paths.settings },
    { what: 'logs', path: paths.logs },
  ]
}

/** What a factory reset would delete: only what is there, none of it counted twice. */
export async function previewReset(paths: Paths): Promise<ResetPreview> {
  const items: ResetPreview['items'] = []
  const counted: string[] = []
  for (const { what, path: at } of belongings(paths)) {
    const bytes = await bytesUnder(at, counted)
    counted.push(at)
    if (bytes !== null) items.push({ what, path: at, bytes })
  }
  return { home: paths.home, items, bytes: items.reduce((sum, item) => sum + item.bytes, 0) }
}

/** Deletes what a home holds, but for the sockets' folder, which is in use. What is not Berth's is left where it is. */
export async function deleteBelongings(paths: Paths): Promise<void> {
  for (const { path: at } of belongings(paths)) await rm(at, { recursive: true, force: true })
}

/** Deletes the sockets' folder and, if nothing else is in it, the home. For the very last moment of a host. */
export async function deleteHome(paths: Paths): Promise<void> {
  await rm(paths.run.dir, { recursive: true, force: true })
  await rm(paths.logs, { recursive: true, force: true })
  await rmdir(paths.home).catch(() => undefined)
}

/** Bytes on disk under `at`, without those of `counted`; null when there is nothing. */
async function bytesUnder(at: string, counted: readonly string[]): Promise<number | null> {
  if (counted.includes(at)) return null
  const found = await lstat(at).catch(() => null)
  if (!found) return null
  // lstat counts in blocks of 512 bytes.
  if (!found.isDirectory()) return found.blocks * 512
  let sum = 0
  for (const name of await readdir(at)) sum += (await bytesUnder(path.join(at, name), counted)) ?? 0
  return sum
}
