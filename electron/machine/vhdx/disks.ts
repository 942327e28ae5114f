import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { limits } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import type { ImageFiles, ProgressLine } from '../driver.ts'
import { prepareWhole } from '../disk.ts'
import { CannotGrow, growVhdx, vhdxBytes } from './grow.ts'
import { makeVhdx } from './write.ts'

const GiB = 2 ** 30
const largest = limits.diskGiB.max * GiB

/** Makes the data disk, or grows it, once `beforeGrowing` has made sure that nothing remembers the old size. */
export function prepareVhdx(
  disk: string,
  diskGiB: number,
  beforeGrowing: () => Promise<void>,
): Promise<void> {
  return prepareWhole(disk, diskGiB, {
    make: (fresh) => makeVhdx(fresh, diskGiB * GiB, largest),
    async bytes() {
      const bytes = await vhdxBytes(disk)
      if (bytes === 0) throw unusable(disk, 'it is no VHDX')
      return bytes
    },
    async grow() {
      await beforeGrowing()
      await growVhdx(disk, diskGiB * GiB).catch((error: unknown) => {
        throw error instanceof CannotGrow ? unusable(disk, `it cannot grow: ${error.message}`) : error
      })
    },
  })
}

/**
 * The image's boot disk as a file of the machine's own: Hyper-V notes in a disk that it has opened it, and the image has
 * to stay as it was verified. Copied once for each image.
 */
export async function bootDiskFor(image: ImageFiles, dir: string, progress: ProgressLine): Promise<string> {
  if (!image.bootDisk)
    throw new BerthError('image-missing', 'This image has no disk that Hyper-V could boot.', {
      hint: 'It was made for another system: install the Berth for Windows, or set BERTH_IMAGE to an image that has one.',
    })
  const own = path.join(dir, `boot-${image.id}.vhdx`)
  if (await stat(own).catch(() => null)) return own
  progress('copying the boot disk')
  const older = (await readdir(dir)).filter((name) => /^boot-.*\.vhdx(\.new)?$/.test(name))
  for (const name of older) await rm(path.join(dir, name), { force: true })
  await copyFile(image.bootDisk, `${own}.new`)
  await rename(`${own}.new`, own)
  return own
}

function unusable(disk: string, why: string): BerthError {
  return new BerthError('hypervisor-failed', `The data disk ${disk} cannot be used: ${why}.`, {
    hint: '"berth reset" makes a new one and deletes all that is on it.',
  })
}
