import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from '../../electron/base/errors.ts'
import { berthCache } from '../../electron/base/paths.ts'
import { sha256OfFile } from './hash.ts'

/** A part that is fetched, and how it is recognised. */
export interface Download {
  /** as in errors: "openssh-server 1:9.2p1-2 (arm64)" */
  readonly what: string
  readonly sha256: string
  /** which entry of which file pins it */
  readonly pin: string
}

/** True when the cache has a file for this hash; whether it is still whole is seen when it is used. */
export async function isDownloaded(sha256: string): Promise<boolean> {
  return (await onlyFile(path.join(berthCache(), 'downloads', sha256))) !== null
}

/**
 * The verified file of a download, kept in the cache under its hash. `fetch` puts exactly one file into the folder
 * that it is given.
 * @throws BerthError naming the pin when what was fetched is not what was pinned
 */
export async function download(wanted: Download, fetch: (dir: string) => Promise<void>): Promise<string> {
  const dir = path.join(berthCache(), 'downloads', wanted.sha256)
  const kept = await onlyFile(dir)
  if (kept !== null && (await sha256OfFile(kept)) === wanted.sha256) return kept
  const work = `${dir}.${process.pid}`
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    await fetch(work)
    const file = await onlyFile(work)
    const got = file === null ? 'nothing' : await sha256OfFile(file)
    if (file === null || got !== wanted.sha256) throw mismatch(wanted, got)
    await rm(dir, { recursive: true, force: true })
    await rename(work, dir)
    return path.join(dir, path.basename(file))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function mismatch(wanted: Download, got: string): BerthError {
  return new BerthError(
    'image-damaged',
    `${wanted.what} is not what ${wanted.pin} pins: its sha256 is ${got}, not ${wanted.sha256}.`,
    {
      hint: 'Try again; if it stays so, find out why the source serves another file before you change the pin.',
    },
  )
}

async function onlyFile(dir: string): Promise<string | null> {
  const [name] = await readdir(dir).catch(() => [])
  return name === undefined ? null : path.join(dir, name)
}
