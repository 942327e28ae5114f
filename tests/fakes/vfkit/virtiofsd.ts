import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CommandLine } from './command-line.ts'

/** Debian's, which comes with QEMU. */
const program = '/usr/lib/qemu/virtiofsd'

/** QEMU's arguments for the folders that are shared by virtio-fs, each served by a process that ends with QEMU. */
export async function serveFolders(
  { folders, memoryMiB }: Pick<CommandLine, 'folders' | 'memoryMiB'>,
  dir: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (folders.length === 0) return []
  const devices: string[] = []
  for (const [at, folder] of folders.entries()) {
    const socket = path.join(dir, `fs${at}`)
    const source = folder.path.replaceAll(/[\\,]/g, '\\$&')
    const args = [`--socket-path=${socket}`, '-o', `source=${source}`, '-o', 'sandbox=chroot,xattr']
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { stdio: 'ignore' })
    child.on('error', () => undefined)
    while (!existsSync(socket)) {
      if (child.exitCode !== null || signal.aborted)
        throw new Error('Internal Virtualization error. The virtual machine failed to start.')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    devices.push('-chardev', `socket,id=fs${at},path=${socket}`)
    devices.push('-device', `vhost-user-fs-pci,chardev=fs${at},tag=${folder.tag}`)
  }
  // What serves them reads and writes in the guest's memory.
  const memory = ['-object', `memory-backend-memfd,id=memory,size=${memoryMiB}M,share=on`]
  return [...memory, '-numa', 'node,memdev=memory', ...devices]
}
