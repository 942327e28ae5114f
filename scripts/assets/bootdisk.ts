import { open, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Arch } from './arch.ts'
import { type Report, run } from './run.ts'
import { unifiedKernel } from './uki.ts'

export interface BootDiskParts {
  readonly arch: Arch
  readonly version: string
  /** as Alpine packs it */
  readonly kernel: string
  readonly initramfs: string
  readonly root: string
}

/**
 * As a Generation 2 machine needs it: the console where its host reads it, and on the screen where there is no serial port.
 * Disks are looked for before the first is used (scan=sync), or which is the data disk would be a matter of luck. Hyper-V's
 * guests skip the test of the timer by themselves; an emulated one may fail it on a busy computer.
 */
const commandLine = 'console=tty0 console=ttyS0 quiet panic=1 scsi_mod.scan=sync no_timer_check'

const mib = 2 ** 20
/** Room for FAT32, which has at least 65,525 clusters; what is empty takes none in a dynamic VHDX. */
const espBytes = 64 * mib
const espStart = mib
const rootStart = espStart + espBytes

/**
 * A disk that UEFI boots by itself: a GPT, an EFI system partition with one program, and the root as a partition of its own,
 * where the initramfs finds it by its content. `file` becomes a dynamic VHDX. It is written whole: a copy of it on Windows must
 * not be made sparse, compressed or encrypted by NTFS, or Hyper-V refuses it (0xC03A001A).
 */
export async function bootDisk(
  parts: BootDiskParts,
  work: string,
  file: string,
  report: Report,
): Promise<void> {
  const program = path.join(work, 'BOOTX64.EFI')
  const esp = path.join(work, 'esp')
  const disk = path.join(work, 'disk')
  await unifiedKernel({ ...parts, commandLine }, parts.arch, work, program, report)
  await systemPartition(program, esp, report)
  await partitioned(disk, (await stat(parts.root)).size, work, report)
  await copyInto(disk, esp, espStart)
  await copyInto(disk, parts.root, rootStart)
  await run(
    'qemu-img',
    ['convert', '-f', 'raw', '-O', 'vhdx', '-o', 'subformat=dynamic,block_size=1M', disk, file],
    {
      what: 'Converting the boot disk',
      report,
      hint: 'qemu-img is needed (Debian: qemu-utils).',
    },
  )
}

async function systemPartition(program: string, esp: string, report: Report): Promise<void> {
  await writeFile(esp, '')
  await truncate(esp, espBytes)
  const options = {
    what: 'Filling the EFI system partition',
    report,
    hint: 'mtools is needed (Debian: mtools).',
  }
  const sectors = String(espBytes / 512)
  await run(
    'mformat',
    ['-i', esp, '-F', '-T', sectors, '-h', '64', '-s', '32', '-v', 'BERTH', '-N', 'b0a7b0a7', '::'],
    options,
  )
  await run('mmd', ['-i', esp, '::/EFI', '::/EFI/BOOT'], options)
  await run('mcopy', ['-i', esp, program, '::/EFI/BOOT/BOOTX64.EFI'], options)
}

/** Identifiers are fixed: the disk is the same for everybody. The types are those of the UEFI and UAPI specifications. */
async function partitioned(disk: string, rootBytes: number, work: string, report: Report): Promise<void> {
  await writeFile(disk, '')
  await truncate(disk, Math.ceil((rootStart + rootBytes) / mib) * mib + mib)
  const table = path.join(work, 'table')
  const sector = (bytes: number): number => bytes / 512
  const lines = [
    'label: gpt',
    'label-id: 62657274-6800-4000-8000-000000000000',
    'first-lba: 2048',
    `start=${sector(espStart)}, size=${sector(espBytes)}, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=62657274-6800-4000-8000-000000000001, name=berth-boot`,
    `start=${sector(rootStart)}, size=${Math.ceil(sector(rootBytes))}, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, uuid=62657274-6800-4000-8000-000000000002, name=berth-root`,
  ]
  await writeFile(table, `${lines.join('\n')}\n`)
  await run('sh', ['-c', 'sfdisk --quiet --no-reread --no-tell-kernel "$1" <"$2"', 'sh', disk, table], {
    what: 'Partitioning the boot disk',
    report,
    hint: 'sfdisk is needed (Debian: fdisk).',
  })
}

async function copyInto(disk: string, from: string, at: number): Promise<void> {
  const [source, target] = await Promise.all([open(from, 'r'), open(disk, 'r+')])
  try {
    const piece = Buffer.alloc(8 * mib)
    for (let done = 0; ;) {
      const { bytesRead } = await source.read(piece, 0, piece.length, done)
      if (bytesRead === 0) return
      await target.write(piece, 0, bytesRead, at + done)
      done += bytesRead
    }
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}
