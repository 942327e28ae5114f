import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { QmpClient } from '../../../electron/machine/drivers/qemu/qmp.ts'
import { freePort } from '../../../electron/machine/process/sockets.ts'
import type { CommandLine } from './command-line.ts'
import { serveFolders } from './virtiofsd.ts'

const never = new AbortController().signal

/** The machine behind the fake: a real one, under QEMU. */
export interface Machine {
  /** the port of the loopback that stands for the guest's vsock port 22 */
  readonly sshPort: number
  readonly qmp: QmpClient
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export async function boot(line: CommandLine): Promise<Machine> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'vfkit-'))
  const monitor = path.join(dir, 'qmp')
  const sshPort = await freePort()
  const folders = await serveFolders(line, dir, AbortSignal.timeout(10_000))
  // A machine of the framework's ends with its process, however that ends.
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...args(line, sshPort, monitor), ...folders],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const ended = endOf(child)
  void ended.then(() => rmSync(dir, { recursive: true, force: true }))
  const qmp = await connected(monitor, ended)
  return { sshPort, qmp, ended }
}

async function connected(monitor: string, ended: Promise<unknown>): Promise<QmpClient> {
  const over = new AbortController()
  void ended.then(() => over.abort())
  for (;;) {
    const client = await QmpClient.connect(monitor, never).catch(() => null)
    if (client) return client
    if (over.signal.aborted)
      throw new Error('Internal Virtualization error. The virtual machine failed to start.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function args(line: CommandLine, sshPort: number, monitor: string): string[] {
  const value = (text: string): string => text.replaceAll(',', ',,')
  const disks = line.disks.flatMap(({ path: file, readOnly }) => [
    '-drive',
    `file=${value(file)},format=raw,if=virtio,readonly=${readOnly ? 'on' : 'off'},discard=unmap`,
  ])
  const console = (id: string): string => `file,id=${id},path=${value(line.logFile)},append=off`
  return [
    ...['-name', 'fake-vfkit', '-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none'],
    ...['-M', 'q35,vmport=off', '-accel', 'tcg,thread=multi', '-cpu', 'max'],
    ...['-smp', `${line.cpus}`, '-m', `${line.memoryMiB}M`, '-kernel', line.kernel, '-initrd', line.initrd],
    // What an emulated processor needs to start in time; see the QEMU driver.
    ...['-append', `${line.cmdline} mitigations=off no_timer_check`],
    ...disks,
    ...['-device', 'virtio-rng-pci'],
    ...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${sshPort}-:22`],
    ...['-device', `virtio-net-pci,netdev=net,romfile=${line.mac === null ? '' : `,mac=${line.mac}`}`],
    // hvc0 for Linux, the serial port for the tiny guest: whichever speaks, the file hears it.
    ...['-device', 'virtio-serial-pci', '-chardev', console('hvc'), '-device', 'virtconsole,chardev=hvc'],
    ...['-chardev', console('serial'), '-serial', 'chardev:serial'],
    ...['-qmp', `unix:${monitor},server=on,wait=off`],
  ]
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, signal }
}
