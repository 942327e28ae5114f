import { readdir, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { PlaceEntry, PlaceListing } from '../../api/schema/places.ts'
import { BerthError, isSystemError } from '../../base/errors.ts'
import { absolutePath } from '../../base/paths.ts'

/** entries; nobody scrolls further, and typing narrows a folder down */
const mostEntries = 5000
/** files that are looked at at once */
const atOnce = 64

/** What is in a folder. */
export async function listFolder(text: string, home = os.homedir()): Promise<PlaceListing> {
  const dir = absolutePath(text, home)
  const found = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw notListed(dir, error)
  })
  const entries: PlaceEntry[] = []
  const listed = found.slice(0, mostEntries)
  for (let from = 0; from < listed.length; from += atOnce)
    entries.push(
      ...(await Promise.all(listed.slice(from, from + atOnce).map(({ name }) => entryOf(dir, name)))),
    )
  const inOrder = new Intl.Collator('en', { numeric: true })
  entries.sort(
    (a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || inOrder.compare(a.name, b.name),
  )
  const parent = path.dirname(dir)
  return {
    path: dir,
    parent: parent === dir ? null : parent,
    home,
    entries,
    more: found.length - listed.length,
  }
}

async function entryOf(dir: string, name: string): Promise<PlaceEntry> {
  const found = await stat(path.join(dir, name)).catch(() => null)
  if (found?.isDirectory()) return { name, kind: 'folder', bytes: null }
  if (found?.isFile()) return { name, kind: 'file', bytes: found.size }
  return { name, kind: 'other', bytes: null }
}

function notListed(dir: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  const hint = 'Pick another folder.'
  switch (error.code) {
    case 'ENOENT':
      return new BerthError('not-found', `There is no folder ${dir}.`, { hint, cause: error })
    case 'ENOTDIR':
      return new BerthError('bad-input', `${dir} is no folder.`, { hint, cause: error })
    case 'EACCES':
    case 'EPERM':
      return new BerthError('bad-input', `The folder ${dir} cannot be read: permission is denied.`, {
        hint: 'Make it readable for you, or pick another folder.',
        cause: error,
      })
    default:
      return new BerthError('bad-input', `The folder ${dir} cannot be read: ${error.message}.`, {
        hint,
        cause: error,
      })
  }
}
