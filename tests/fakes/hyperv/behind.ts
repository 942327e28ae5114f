import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { QmpClient } from '../../../electron/machine/drivers/qemu/qmp.ts'
import type { Behind, FakeVm } from './install.ts'

const never = new AbortController().signal
const monitor = (vm: FakeVm): string => path.join(vm.folder, 'monitor.sock')
const stateFile = (vm: FakeVm): string => path.join(vm.folder, 'Virtual Machines', `${vm.id}.vmrs`)

/** The machine really runs: its QEMU, if there is one behind it. */
export function isAlive(vm: FakeVm): boolean {
  if (vm.pid === null) return true
  try {
    process.kill(vm.pid, 0)
    return true
  } catch {
    return false
  }
}

/** Runs the machine in QEMU, from power-off or from what was saved; resolves with its process, null for nothing behind. */
export async function run(vm: FakeVm, behind: Behind, saved: boolean): Promise<number | null> {
  if (behind.kind === 'nothing') return null
  for (const socket of [monitor(vm), vm.consolePipe]) rmSync(socket, { force: true })
  mkdirSync(vm.folder, { recursive: true })
  const log = openSync(path.join(vm.folder, 'qemu.log'), 'w')
  const args = [...qemuArgs(vm, behind), ...(saved ? ['-incoming', 'defer'] : ['-S'])]
  const qemu = spawn('qemu-system-x86_64', args, { detached: true, stdio: ['ignore', log, log], cwd: '/' })
  qemu.unref()
  const qmp = await connected(vm, () => qemu.exitCode !== null)
  try {
    // Who reads the console is there before the guest's first word, or misses it, as with Hyper-V.
    if (saved) {
      await qmp.run('migrate-incoming', { uri: `exec:cat ${quoted(stateFile(vm))}` })
      await until(async () => (await status(qmp)) !== 'inmigrate')
      rmSync(stateFile(vm))
    }
    await qmp.run('cont')
  } finally {
    qmp.close()
  }
  return qemu.pid ?? null
}

/** Writes the machine's memory to its file, and ends QEMU. */
export async function save(vm: FakeVm): Promise<void> {
  mkdirSync(path.dirname(stateFile(vm)), { recursive: true })
  const qmp = await connected(vm, () => false)
  await qmp.run('stop')
  await qmp.run('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 })
  await qmp.run('migrate', { uri: `exec:cat >${quoted(stateFile(vm))}` })
  await until(async () => (await status(qmp)) === 'postmigrate')
  await qmp.run('quit').catch(() => undefined)
  await until(async () => !isAlive(vm))
}

export async function press(vm: FakeVm): Promise<void> {
  const qmp = await connected(vm, () => false)
  await qmp.run('system_powerdown')
  qmp.close()
}

export async function turnOff(vm: FakeVm): Promise<void> {
  if (vm.pid === null || !isAlive(vm)) return
  process.kill(vm.pid, 'SIGKILL')
  await until(async () => !isAlive(vm))
}

export function dropSaved(vm: FakeVm): void {
  rmSync(stateFile(vm), { force: true })
}

/** The cards that Hyper-V gives a machine, as QEMU has them; the disks in their order, as they are written. */
function qemuArgs(vm: FakeVm, behind: Exclude<Behind, { kind: 'nothing' }>): string[] {
  const [boot, ...others] = vm.disks
  const vhdx = (file: string, name: string): string[] => disk(name, 'vhdx', file, name === 'disk2')
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-M', 'q35,vmport=off,sata=off,smbus=off'],
    ...[
      '-accel',
      'tcg,thread=multi',
      '-cpu',
      'max',
      '-smp',
      `${vm.cpus}`,
      '-m',
      `${vm.memoryBytes / 2 ** 20}M`,
    ],
    ...(behind.kind === 'firmware'
      ? ['-bios', firmware(), ...disk('disk0', 'vhdx', boot ?? '', false)]
      : kernel(behind)),
    ...others.flatMap((file, at) => vhdx(file, `disk${at + 1}`)),
    ...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${behind.sshPort}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile=', '-device', 'virtio-rng-pci'],
    ...['-chardev', `socket,id=console,path=${comma(vm.consolePipe)},server=on,wait=off`],
    ...['-serial', 'chardev:console'],
    ...['-chardev', `socket,id=monitor,path=${comma(monitor(vm))},server=on,wait=off`],
    ...['-mon', 'chardev=monitor,mode=control'],
  ]
}

function kernel({ kernel: file, initramfs, root }: Extract<Behind, { kind: 'kernel' }>): string[] {
  const line = 'console=ttyS0 quiet panic=1 mitigations=off maxcpus=1 noreplace-smp no_timer_check'
  return ['-kernel', file, '-initrd', initramfs, '-append', line, ...disk('root', 'raw', root, true)]
}

function disk(name: string, driver: string, filename: string, readOnly: boolean): string[] {
  const file = { driver: 'file', filename, discard: 'unmap' }
  const node = { driver, 'node-name': name, 'read-only': readOnly, file }
  return ['-blockdev', JSON.stringify(node), '-device', `virtio-blk-pci,drive=${name}`]
}

function firmware(): string {
  const places = ['/usr/share/ovmf/OVMF.fd', '/usr/share/OVMF/OVMF_CODE.fd']
  const found = places.find((place) => existsSync(place))
  if (!found) throw new Error(`no firmware in ${places.join(' or ')}`)
  return found
}

async function connected(vm: FakeVm, ended: () => boolean): Promise<QmpClient> {
  for (;;) {
    if (ended()) throw new Error('QEMU ended at once')
    if (existsSync(monitor(vm)))
      try {
        return await QmpClient.connect(monitor(vm), never)
      } catch {
        // It does not listen yet.
      }
    await delay(20)
  }
}

async function status(qmp: QmpClient): Promise<string> {
  return (await qmp.execute('query-status', {}, z.object({ status: z.string() }))).status
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await delay(20)
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
const comma = (word: string): string => word.replaceAll(',', ',,')
