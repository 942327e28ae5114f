import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from '../../electron/base/errors.ts'
import type { Arch } from './arch.ts'
import { PrivateApt, unpackDebian } from './debian.ts'
import { readPins } from './pins.ts'
import { type Report, run } from './run.ts'

export interface UkiParts {
  /** as Alpine packs it: the file is an EFI program itself, which the stub starts */
  readonly kernel: string
  readonly initramfs: string
  readonly commandLine: string
  /** shown by boot menus, and what the format asks for */
  readonly version: string
}

/**
 * A unified kernel image (UAPI group, "Unified Kernel Image"): systemd's EFI stub with kernel, initramfs and command line
 * as sections. Firmware starts it as any program, without a boot loader, a menu or a file that says what to boot.
 */
export async function unifiedKernel(
  parts: UkiParts,
  arch: Arch,
  work: string,
  file: string,
  report: Report,
): Promise<void> {
  const stub = await efiStub(arch, work, report)
  const commandLine = path.join(work, 'cmdline')
  const release = path.join(work, 'osrel')
  await writeFile(commandLine, parts.commandLine)
  await writeFile(release, `ID=berth\nNAME=Berth\nPRETTY_NAME="Berth ${parts.version}"\n`)
  const sections = await placed([
    ['.osrel', release],
    ['.cmdline', commandLine],
    ['.linux', parts.kernel],
    ['.initrd', parts.initramfs],
  ])
  const args = sections.flatMap(({ name, from, at }) => [
    ...['--add-section', `${name}=${from}`],
    ...['--change-section-vma', `${name}=0x${at.toString(16)}`],
  ])
  await run('objcopy', [...args, stub, file], {
    what: 'Joining stub, kernel and initramfs',
    report,
    hint: 'objcopy is needed (Debian: binutils).',
  })
}

/** The stub, of a pinned package that is unpacked here and installed nowhere. */
async function efiStub(arch: Arch, work: string, report: Report): Promise<string> {
  const pins = (await readPins()).debian.filter((pin) => pin.name === 'systemd-boot-efi')
  if (arch !== 'x86_64' || pins.length === 0)
    throw new BerthError('image-missing', `There is no boot disk for ${arch}.`, {
      hint: 'It is made for x86_64, with the package systemd-boot-efi of vm-assets/pins.json.',
    })
  const tree = path.join(work, 'stub')
  report('Fetching the EFI stub from Debian')
  await unpackDebian(pins, arch, new PrivateApt(path.join(work, 'apt'), arch, report), tree, report)
  return path.join(tree, 'usr/lib/systemd/boot/efi/linuxx64.efi.stub')
}

interface Section {
  readonly name: string
  readonly from: string
  readonly at: number
}

/** The stub's own sections end well below this. */
const firstAddress = 0x100000
const page = 0x1000

/** Addresses one after the other, each on a page of its own. */
async function placed(files: readonly (readonly [string, string])[]): Promise<Section[]> {
  const sections: Section[] = []
  let at = firstAddress
  for (const [name, from] of files) {
    sections.push({ name, from, at })
    at += Math.ceil((await stat(from)).size / page) * page
  }
  return sections
}
