import { constants } from 'node:fs'
import { copyFile, open, rename, rm, stat, truncate } from 'node:fs/promises'
import { BerthError, isSystemError, toBerthError } from '../base/errors.ts'
import { prepareWhole } from './disk.ts'
import type { RestorePoints } from './driver.ts'

/** Makes a raw data disk, or grows it: sparse, it takes space as it fills. */
export function prepareRaw(disk: string, diskGiB: number): Promise<void> {
  const bytes = diskGiB * 2 ** 30
  return prepareWhole(disk, diskGiB, {
    make: async (fresh) => {
      const file = await open(fresh, 'wx', 0o600)
      await file.truncate(bytes).finally(() => file.close())
    },
    bytes: () => rawBytes(disk),
    grow: () => truncate(disk, bytes),
  })
}

/** The disk's size in bytes, 0 where there is none yet. */
export async function rawBytes(disk: string): Promise<number> {
  try {
    return (await stat(disk)).size
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return 0
    throw error
  }
}

/**
 * Restore points as whole copies beside the disk. APFS and other file systems that can clone a file make them at once and
 * copy only what is written after (clonefile(2)); where none can, they are refused: a true copy could take hours and as
 * much space again.
 */
export function rawPoints(disk: string, mode: number = constants.COPYFILE_FICLONE_FORCE): RestorePoints {
  const point = (name: string): string => `${disk}.${encodeURIComponent(name)}.point`
  const clone = async (from: string, to: string, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    const fresh = `${to}.new`
    try {
      await copyFile(from, fresh, mode)
      await rename(fresh, to)
    } catch (cause) {
      await rm(fresh, { force: true })
      const why = `The restore point was refused: ${toBerthError(cause).message}`
      throw new BerthError('hypervisor-failed', why, {
        hint: 'The Berth folder must be on a disk that can clone files (APFS), with some space left.',
        cause,
      })
    }
  }
  return {
    make: (name, signal) => clone(disk, point(name), signal),
    goBack: (name, signal) => clone(point(name), disk, signal),
    remove: (name) => rm(point(name), { force: true }),
  }
}
