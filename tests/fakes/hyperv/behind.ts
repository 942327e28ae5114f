import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { QmpClient } from '../../../electron/machine/drivers/qemu/qmp.ts'
import type { Behind, FakeVm, NamedGuest } from './install.ts'

/** As Debian's package ovmf has it. */
const firmware = '/usr/share/OVMF/OVMF_CODE_4M.fd'
const never = new AbortController().signal
/** How long the guest waits for somebody who reads its console. */
const firmwareMs = 2000
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

/**
 * Runs the machine in QEMU, from power-off or from what was saved; resolves with its process, null for nothing behind. It goes
 * on by itself a moment later.
 */
export async function run(vm: FakeVm, behind: Behind, saved: boolean): Promise<number | null> {
  if (behind.kind === 'nothing') return null
  for (const socket of [monitor(vm), vm.consolePipe]) rmSync(socket, { force: true })
  mkdirSync(vm.folder, { recursive: true })
  const log = openSync(path.join(vm.folder, 'qemu.log'), 'w')
  for (const [at, file] of disksOf(vm, behind)) await serve(vm, at, file, log)
  const args = [...qemuArgs(vm, behind), ...(saved ? ['-incoming', 'defer'] : ['-S'])]
  const qemu = spawn('qemu-system-x86_64', args, { detached: true, stdio: ['ignore', log, log], cwd: '/' })
  qemu.unref()
  const qmp = await connected(vm, () => qemu.exitCode !== null)
  if (saved) {
    await qmp.run('migrate-incoming', { uri: `exec:cat ${quoted(stateFile(vm))}` })
    await until(async () => (await status(qmp)) !== 'inmigrate')
    rmSync(stateFile(vm))
  }
  void goOn(qmp)
  return qemu.pid ?? null
}

/**
 * Lets the guest go on once somebody reads its console, or at last without: what it says to nobody is lost. On Hyper-V it is
 * the firmware, or the reading of what was saved, that gives who started the machine the time to come.
 */
async function goOn(qmp: QmpClient): Promise<void> {
  const latest = performance.now() + firmwareMs
  const chardevs = z.array(z.object({ label: z.string(), filename: z.string() }))
  const isRead = async (): Promise<boolean> =>
    (await qmp.execute('query-chardev', {}, chardevs)).some(
      ({ label, filename }) => label === 'console' && !filename.startsWith('disconnected:'),
    )
  try {
    await until(async () => performance.now() > latest || (await isRead()))
    await qmp.run('cont')
  } catch {
    // It was turned off meanwhile.
  } finally {
    qmp.close()
  }
}

/** Writes the machine's memory to its file, and ends QEMU. */
export async function save(vm: FakeVm): Promise<void> {
  mkdirSync(path.dirname(stateFile(vm)), { recursive: true })
  const qmp = await connected(vm, () => false)
  try {
    await qmp.run('stop')
    await qmp.run('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 })
    await qmp.run('migrate', { uri: `exec:cat >${quoted(stateFile(vm))}` })
    await until(async () => (await status(qmp)) === 'postmigrate')
  } catch (error) {
    await qmp.run('cont')
    qmp.close()
    throw error
  }
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
      ? ['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${firmware}`]
      : kernel(behind.kind === 'named' ? namedBy(vm) : behind)),
    ...disksOf(vm, behind).flatMap(([at]) =>
      device(`disk${at}`, {
        driver: 'nbd',
        server: { type: 'unix', path: socketOf(vm, at) },
        'read-only': at === seed,
      }),
    ),
    ...('sshPort' in behind ? network(behind.sshPort) : []),
    ...['-device', 'virtio-rng-pci'],
    ...['-chardev', `socket,id=console,path=${comma(vm.consolePipe)},server=on,wait=off`],
    ...['-serial', 'chardev:console'],
    ...['-chardev', `socket,id=monitor,path=${comma(monitor(vm))},server=on,wait=off`],
    ...['-mon', 'chardev=monitor,mode=control'],
  ]
}

function network(sshPort: number): string[] {
  const forward = `user,id=net,hostfwd=tcp:127.0.0.1:${sshPort}-:22`
  return ['-netdev', forward, '-device', 'virtio-net-pci,netdev=net,romfile=']
}

/** What stands on the disk, as QEMU reads a VHDX. */
function namedBy(vm: FakeVm): NamedGuest {
  const raw = path.join(vm.folder, 'boot.raw')
  execFileSync('qemu-img', ['convert', '-f', 'vhdx', '-O', 'raw', vm.disks[0] ?? '', raw])
  const text = readFileSync(raw, 'utf8')
  rmSync(raw)
  return JSON.parse(text.slice(0, text.indexOf('\n'))) as NamedGuest
}

function kernel({ kernel: file, initramfs, root }: NamedGuest): string[] {
  const line = 'console=ttyS0 quiet panic=1 mitigations=off maxcpus=1 noreplace-smp no_timer_check'
  return [
    '-kernel',
    file,
    '-initrd',
    initramfs,
    '-append',
    line,
    ...device('root', { driver: 'raw', 'read-only': true, file: { driver: 'file', filename: root } }),
  ]
}

function device(name: string, node: object): string[] {
  return [
    '-blockdev',
    JSON.stringify({ ...node, 'node-name': name }),
    '-device',
    `virtio-blk-pci,drive=${name}`,
  ]
}

/** Where the seed stands among the disks. */
const seed = 2

/** The disks that are attached, with their places; a kernel that QEMU starts itself needs no boot disk. */
function disksOf(vm: FakeVm, behind: Behind): [number, string][] {
  return [...vm.disks.entries()].filter(([at]) => at > 0 || behind.kind === 'firmware')
}

const socketOf = (vm: FakeVm, at: number): string => path.join(vm.folder, `disk${at}.sock`)

/**
 * Serves a disk to QEMU, whose own driver for VHDX does not let a machine be saved. Goes with QEMU; the one of the run before
 * is waited for, since it may still be writing.
 */
async function serve(vm: FakeVm, at: number, file: string, log: number): Promise<void> {
  const pidFile = path.join(vm.folder, `disk${at}.pid`)
  const before = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : null
  if (before !== null) await until(async () => !isAlive({ ...vm, pid: before }))
  rmSync(socketOf(vm, at), { force: true })
  const args = [
    '--format=vhdx',
    `--socket=${socketOf(vm, at)}`,
    '--discard=unmap',
    ...(at === seed ? ['-r'] : []),
    file,
  ]
  const nbd = spawn('qemu-nbd', args, { detached: true, stdio: ['ignore', log, log], cwd: '/' })
  nbd.unref()
  writeFileSync(pidFile, `${nbd.pid}`)
  await until(async () => {
    if (nbd.exitCode !== null) throw new Error(`qemu-nbd does not serve ${file}`)
    return existsSync(socketOf(vm, at))
  })
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
