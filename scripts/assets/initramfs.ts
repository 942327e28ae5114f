import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Arch, archNames } from './arch.ts'
import { type CpioEntry, cpio } from './cpio.ts'
import { repository } from './hash.ts'
import { type ModuleChoice, ModuleTree, moduleName } from './modules.ts'

/**
 * The smallest initramfs that finds and mounts the root: Alpine's own BusyBox and musl, and the modules of disks and
 * erofs. It is not compressed: what a scsiisor copies into memory is there at once, what a guest must unpack is not.
 */
export async function initramfs(arch: Arch, alpineTree: string, choice: ModuleChoice): Promise<Buffer> {
  const tree = await ModuleTree.open(alpineTree)
  const always = tree.loadOrder(choice.initramfs)
  const scsi = tree.loadOrder(choice.scsi).filter((file) => !always.includes(file))
  const loader = `lib/${archNames[arch].muslLoader}`
  const names = (files: readonly string[]): Buffer =>
    Buffer.from(files.map((file) => `${moduleName(file)}.ko\n`).join(''))
  const modules = await Promise.all(
    [...always, ...scsi].map(async (file): Promise<CpioEntry> => ({
      kind: 'file',
      name: `modules/${moduleName(file)}.ko`,
      mode: 0o644,
      data: await tree.read(file),
    })),
  )
  const program = async (name: string, from: string): Promise<CpioEntry> => ({
    kind: 'file',
    name,
    mode: 0o755,
    data: await readFile(from),
  })
  return cpio([
    ...['bin', 'dev', 'lib', 'modules', 'newroot', 'proc', 'sys'].map((name): CpioEntry => ({
      kind: 'dir',
      name,
      mode: 0o755,
    })),
    // The kernel opens the console for init before devtmpfs is mounted (Documentation/admin-guide/devices.txt: 5, 1).
    { kind: 'chardev', name: 'dev/console', mode: 0o600, major: 5, minor: 1 },
    await program('init', path.join(repository, 'vm-assets/initramfs/init')),
    await program('bin/busybox', path.join(alpineTree, 'bin/busybox')),
    await program(loader, path.join(alpineTree, loader)),
    { kind: 'file', name: 'modules/load', mode: 0o644, data: names(always) },
    { kind: 'file', name: 'modules/load-scsi', mode: 0o644, data: names(scsi) },
    ...modules,
  ])
}
