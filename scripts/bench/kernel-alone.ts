import { spawn } from 'node:child_process'
import path from 'node:path'

/**
 * Milliseconds from QEMU's start until the guest's init says its first word, with the same kernel, initramfs and root and
 * no other disk: what no start of this guest can do without.
 */
export async function kernelAlone(image: string): Promise<number> {
  const began = performance.now()
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ...[
        '-M',
        'q35,vmport=off',
        '-accel',
        'tcg,thread=multi,tb-size=512',
        '-cpu',
        'max',
        '-m',
        '2048',
        '-smp',
        '2',
      ],
      ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-serial', 'stdio'],
      ...['-kernel', path.join(image, 'kernel'), '-initrd', path.join(image, 'initramfs')],
      ...['-append', 'console=ttyS0 quiet'],
      ...['-drive', `file=${path.join(image, 'root.erofs')},format=raw,if=virtio,readonly=on`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    return await new Promise<number>((resolve, reject) => {
      let text = ''
      qemu.stdout.on('data', (chunk: Buffer) => {
        text = (text + chunk.toString('latin1')).slice(-4096)
        if (text.includes('berth: mark init')) resolve(performance.now() - began)
      })
      qemu.once('exit', (code) => reject(new Error(`QEMU ended with ${code} before init: ${text}`)))
    })
  } finally {
    qemu.kill('SIGKILL')
  }
}
