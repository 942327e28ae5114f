import { gunzipSync } from 'node:zlib'
import { BerthError } from '../../electron/base/errors.ts'
import type { Arch } from './arch.ts'

/**
 * The kernel in the form in which a hypervisor starts it fastest and everywhere. On aarch64 Alpine's file is an
 * EFI-zboot program: only firmware can start it (QEMU before 8.0 and Virtualization.framework cannot), so its Image
 * is taken out. On x86_64 it is a bzImage, which unpacks itself in the guest; the ELF file inside it has a PVH entry
 * (an ELF note), by which QEMU starts it as it is.
 */
export function bootableKernel(arch: Arch, file: Buffer): Buffer {
  return arch === 'aarch64' ? unpackZboot(file) : unpackBzImage(file)
}

/**
 * The Image inside an EFI-zboot file (Linux, drivers/firmware/efi/libstub/zboot-header.S): "MZ", "zimg" at byte 4,
 * then offset and size of the compressed payload at bytes 8 and 12, and its compression's name at byte 24.
 * @throws BerthError when it is something else
 */
export function unpackZboot(file: Buffer): Buffer {
  if (file.toString('latin1', 4, 8) !== 'zimg') throw unknownKernel('it has no EFI-zboot header')
  const offset = file.readUInt32LE(8)
  const size = file.readUInt32LE(12)
  const compression = file.toString('latin1', 24, 28)
  if (compression !== 'gzip')
    throw unknownKernel(`its payload is compressed with ${JSON.stringify(compression)}`)
  const image = gunzipSync(file.subarray(offset, offset + size))
  // The arm64 Image header's magic (Documentation/arch/arm64/booting.rst).
  if (image.toString('latin1', 56, 60) !== 'ARM\x64') throw unknownKernel('its payload is no arm64 Image')
  return image
}

/**
 * The ELF file inside a bzImage (Documentation/arch/x86/boot.rst): "HdrS" at 0x202, the number of real-mode sectors
 * at 0x1f1, offset and size of the compressed kernel at 0x248 and 0x24c, counted from the protected-mode code; the
 * last four bytes are the size unpacked, of the payload as gzip has it too.
 * @throws BerthError when it is something else, or cannot be started by its PVH note
 */
export function unpackBzImage(file: Buffer): Buffer {
  if (file.toString('latin1', 0x202, 0x206) !== 'HdrS') throw unknownKernel('it has no Linux boot header')
  const start = (file.readUInt8(0x1f1) + 1) * 512 + file.readUInt32LE(0x248)
  const payload = file.subarray(start, start + file.readUInt32LE(0x24c))
  if (payload.readUInt16BE(0) !== 0x1f8b) throw unknownKernel('its payload is not compressed with gzip')
  const kernel = gunzipSync(payload)
  if (kernel.toString('latin1', 0, 4) !== '\x7fELF') throw unknownKernel('its payload is no ELF file')
  if (!kernel.includes(pvhNote)) throw unknownKernel('it has no PVH entry')
  return kernel
}

/** The head of an ELF note of type 18 by "Xen", XEN_ELFNOTE_PHYS32_ENTRY: where PVH starts (xen/interface/elfnote.h). */
const pvhNote = Buffer.from('04000000080000001200000058656e00', 'hex')

function unknownKernel(why: string): BerthError {
  return new BerthError('image-damaged', `Alpine's kernel is of an unknown form: ${why}.`, {
    hint: 'The pinned Alpine package has changed its form: scripts/assets/kernel.ts must learn it.',
  })
}
