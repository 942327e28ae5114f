import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import type { CommandLine } from './command-line.ts'

/** What vfkit and the framework below it look at before a machine is made. @throws Error in their words */
export function validate(line: CommandLine, architecture: 'x86_64' | 'aarch64'): void {
  for (const { path } of line.disks) {
    if (head(path, 0, 4) === 'QFI\xfb') throw new Error('vfkit does not support qcow2 image format')
    if (!path.startsWith('/') || statSync(path).size % 512 !== 0)
      throw invalid('The storage device attachment is invalid.')
  }
  for (const { path, tag } of line.folders) {
    // VZVirtioFileSystemDeviceConfiguration.validateTag: neither empty nor longer than 36 bytes.
    if (tag === '' || Buffer.byteLength(tag) > 36) throw invalid('The tag is invalid.')
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw invalid('A directory sharing device configuration is invalid.')
  }
  if (line.rosetta !== null && architecture === 'x86_64') throw new Error('rosetta is not supported')
  if (line.kernel === '' || !existsSync(line.kernel))
    throw new Error(`stat ${line.kernel}: no such file or directory`)
  if (architecture === 'aarch64' && head(line.kernel, 0x38, 4) !== 'ARMd')
    throw new Error(`kernel must be uncompressed, ${line.kernel} is a compressed file`)
}

/** As Virtualization.framework refuses a configuration, by way of github.com/Code-Hex/vz. */
export function invalid(why: string): Error {
  return new Error(
    `Error Domain=VZErrorDomain Code=2 Description="Invalid virtual machine configuration. ${why}" UserInfo={\n}`,
  )
}

function head(file: string, at: number, bytes: number): string {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    throw new Error(`failed to open file ${file}: open ${file}: no such file or directory`)
  }
  try {
    const buffer = Buffer.alloc(bytes)
    if (readSync(handle, buffer, 0, bytes, at) === 0)
      throw new Error(`failed to read the header of file ${file}: EOF`)
    return buffer.toString('latin1')
  } finally {
    closeSync(handle)
  }
}
