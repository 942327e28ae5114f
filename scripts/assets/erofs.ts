import { open } from 'node:fs/promises'
import { BerthError } from '../../electron/base/errors.ts'
import { type Report, run } from './run.ts'

// Offsets from Linux, fs/erofs/erofs_fs.h: struct erofs_super_block, which starts at byte 1024.
const superblock = 1024
const magic = 0xe0f5e1e2
const nameOffset = 64
const nameBytes = 16

/**
 * Packs a tree into a read-only erofs image, every file root's, without root rights. Times and identifiers are fixed:
 * the same tree gives the same image. The volume's name is written afterwards: Debian 12's mkfs.erofs cannot, which
 * is also why the superblock goes without its optional check sum (the image's hash covers it).
 */
export async function packErofs(tree: string, file: string, label: string, report: Report): Promise<void> {
  const options = ['-zlz4hc,9', '-C65536', '-T0', '-x-1', '--all-root', '--quiet', '-Enosbcrc']
  const uuid = '00000000-0000-4000-8000-00006265727468'.slice(0, 36)
  await run('mkfs.erofs', [...options, '-U', uuid, file, tree], {
    what: 'Packing the read-only root',
    report,
    hint: 'mkfs.erofs is needed (Debian: erofs-utils).',
  })
  await setErofsName(file, label)
}

/** Writes the volume's name (at most 16 bytes) into an image that has no superblock check sum. */
export async function setErofsName(file: string, label: string): Promise<void> {
  const name = Buffer.alloc(nameBytes)
  if (Buffer.byteLength(label) > nameBytes) throw new RangeError(`${label} is longer than ${nameBytes} bytes`)
  name.write(label)
  const handle = await open(file, 'r+')
  try {
    const head = Buffer.alloc(12)
    await handle.read(head, 0, head.length, superblock)
    const hasCheckSum = (head.readUInt32LE(8) & 1) === 1 // feature_compat, EROFS_FEATURE_COMPAT_SB_CHKSUM
    if (head.readUInt32LE(0) !== magic || hasCheckSum)
      throw new BerthError('image-damaged', `${file} is not an erofs image that can be named.`, {
        hint: 'Use the mkfs.erofs of Debian 12 or later (erofs-utils).',
      })
    await handle.write(name, 0, nameBytes, superblock + nameOffset)
  } finally {
    await handle.close()
  }
}
