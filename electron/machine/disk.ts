import { rename, rm, stat } from 'node:fs/promises'
import { isSystemError } from '../base/errors.ts'
import { checkDisk } from './settings/check.ts'

const GiB = 2 ** 30

/** What a driver does to a data disk of its own form. */
export interface DiskForm {
  /** Makes a disk of the size that is asked for in a file that is not there. */
  readonly make: (fresh: string) => Promise<unknown>
  /** The size of the disk that is there. */
  readonly bytes: () => Promise<number>
  readonly grow: () => Promise<unknown>
}

/**
 * Makes the data disk, or grows it to `diskGiB`. Never shrinks (`settings-invalid`), never overwrites; a disk that is there
 * is always a whole one.
 */
export async function prepareWhole(disk: string, diskGiB: number, form: DiskForm): Promise<void> {
  if (await exists(disk)) {
    const bytes = await form.bytes()
    checkDisk(diskGiB, bytes)
    if (bytes !== diskGiB * GiB) await form.grow()
    return
  }
  const fresh = `${disk}.new`
  await rm(fresh, { force: true })
  try {
    await form.make(fresh)
    await rename(fresh, disk)
  } finally {
    await rm(fresh, { force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false
    throw error
  }
}
