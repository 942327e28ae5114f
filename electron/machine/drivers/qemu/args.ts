import type { UsedAccelerator } from '../../accelerators/names.ts'
import type { ImageFiles } from '../../driver.ts'
import type { ImageManifest } from '../../image/manifest.ts'
import type { Share } from '../../shares.ts'

/** All that QEMU's command line depends on. */
export interface QemuPlan {
  readonly architecture: ImageManifest['architecture']
  readonly accelerator: UsedAccelerator
  readonly cpus: number
  readonly memoryMiB: number
  readonly image: Pick<ImageFiles, 'kernel' | 'initramfs' | 'root'>
  readonly dataDisk: string
  readonly seedDisk: string
  readonly monitorSocket: string
  readonly consoleSocket: string
  /** port of the host's loopback that leads to the guest's sshd */
  readonly sshPort: number
  /** this QEMU was built with seccomp */
  readonly sandbox: boolean
  readonly shares: readonly Share[]
  /** wait for a suspended state instead of booting */
  readonly incoming: boolean
}

/** QEMU's command line. It starts paused (`-S`), so that monitor and console are connected before the guest's first word. */
export function qemuArgs(plan: QemuPlan): string[] {
  return [
    ...['-name', 'berth', '-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-S'],
    ...(plan.sandbox ? ['-sandbox', sandbox] : []),
    ...machineArgs(plan),
    ...['-smp', `${plan.cpus}`, '-m', `${plan.memoryMiB}M`, '-rtc', 'base=utc'],
    ...['-kernel', plan.image.kernel, '-initrd', plan.image.initramfs, '-append', kernelCommandLine(plan)],
    ...diskArgs(plan),
    ...plan.shares.flatMap(shareArgs),
    ...['-device', 'virtio-rng-pci', '-device', 'virtio-balloon-pci,free-page-reporting=on'],
    ...networkArgs(plan),
    ...['-chardev', `socket,id=console,path=${escaped(plan.consoleSocket)},server=on,wait=off`],
    ...['-serial', 'chardev:console'],
    ...['-chardev', monitorArg(plan.monitorSocket), '-mon', 'chardev=monitor,mode=control'],
    ...(plan.incoming ? ['-incoming', 'defer'] : []),
  ]
}

/** The argument by which a QEMU of ours is known among all processes: it holds the path of this home's monitor. */
export function monitorArg(monitorSocket: string): string {
  return `socket,id=monitor,path=${escaped(monitorSocket)},server=on,wait=off`
}

/**
 * What the guest can see of the command line: a suspended state fits only the same. Paths and the port are the
 * host's own affair and stand as fixed words.
 */
export function guestVisible(plan: QemuPlan): string[] {
  return qemuArgs({
    ...plan,
    image: { kernel: 'kernel', initramfs: 'initramfs', root: 'root' },
    dataDisk: 'data',
    seedDisk: 'seed',
    monitorSocket: 'monitor',
    consoleSocket: 'console',
    sshPort: 0,
    sandbox: false,
    incoming: false,
  })
}

/** A value inside one of QEMU's comma-separated lists (QEMU manual, "Device URL syntax": a comma is doubled). */
export function escaped(value: string): string {
  return value.replaceAll(',', ',,')
}

/** What libvirt asks for as well: no rights gained, no children, no scheduling games. */
const sandbox = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'

function machineArgs(plan: QemuPlan): string[] {
  const accel = ['-accel', acceleratorArg(plan.accelerator), '-cpu', cpuModel(plan)]
  if (plan.architecture === 'aarch64') return ['-M', 'virt', ...accel]
  // The guest never sleeps by itself: a suspended machine is Berth's doing.
  const sleep = ['-global', 'ICH9-LPC.disable_s3=1', '-global', 'ICH9-LPC.disable_s4=1']
  // Every disk is a virtio disk: an empty SATA bus costs the kernel a quarter of a second of waiting.
  return ['-M', 'q35,vmport=off,sata=off,smbus=off', ...accel, ...sleep]
}

function acceleratorArg(accelerator: UsedAccelerator): string {
  if (accelerator === 'tcg') return 'tcg,thread=multi,tb-size=512'
  // Before QEMU 11 the default fails (lima-vm/lima#4808).
  return accelerator === 'whpx' ? 'whpx,kernel-irqchip=off' : accelerator
}

function cpuModel(plan: QemuPlan): string {
  if (plan.accelerator === 'kvm' || plan.accelerator === 'hvf') return 'host'
  // `max` makes WHPX fail (facts of lima-vm/lima#4933).
  if (plan.accelerator === 'whpx') return 'qemu64'
  // Emulated pointer authentication in its full form takes half of the emulator's time; this form is as good here.
  return plan.architecture === 'aarch64' ? 'max,pauth-impdef=on' : 'max'
}

function kernelCommandLine(plan: QemuPlan): string {
  const terminal = plan.architecture === 'aarch64' ? 'ttyAMA0' : 'ttyS0'
  const emulated = plan.accelerator === 'tcg' ? emulatedParameters(plan.architecture) : []
  return [
    `console=${terminal}`,
    'quiet',
    'panic=1',
    'berth.ip=10.0.2.15/24,10.0.2.2,10.0.2.3',
    ...emulated,
  ].join(' ')
}

/**
 * An emulated processor does not speculate: the guards against that would only cost. The other processors join from the
 * guest's `boot`: one alone runs the kernel's own start a fifth faster, and patches code that no other runs meanwhile.
 * On a busy computer an emulated timer may miss the few ticks that x86 kernels test it by; the test then ends in a panic,
 * and is skipped, as a kernel does by itself where it knows its hypervisor (Linux, "no_timer_check").
 */
function emulatedParameters(architecture: QemuPlan['architecture']): string[] {
  const timer = architecture === 'x86_64' ? ['no_timer_check'] : []
  return ['mitigations=off', 'maxcpus=1', 'noreplace-smp', ...timer]
}

function diskArgs(plan: QemuPlan): string[] {
  const file = (filename: string): object => ({ driver: 'file', filename, discard: 'unmap' })
  const readOnly = (name: string, filename: string): string[] => [
    ...[
      '-blockdev',
      JSON.stringify({ driver: 'raw', 'node-name': name, 'read-only': true, file: file(filename) }),
    ],
    ...['-device', `virtio-blk-pci,id=${name}-disk,drive=${name}`],
  ]
  const data = {
    driver: 'qcow2',
    'node-name': 'data',
    discard: 'unmap',
    'detect-zeroes': 'unmap',
    cache: { direct: false, 'no-flush': false },
    file: file(plan.dataDisk),
  }
  return [
    ...readOnly('root', plan.image.root),
    ...['-blockdev', JSON.stringify(data)],
    // A full host disk pauses the machine instead of failing the guest's writes; every flush reaches the host's disk.
    ...['-device', 'virtio-blk-pci,id=data-disk,drive=data,werror=enospc,write-cache=on'],
    ...readOnly('seed', plan.seedDisk),
  ]
}

/**
 * QEMU's own file server: nothing to install, and files are made as the user that QEMU runs as. It tells files of several
 * disks apart by numbers of its own (`multidevs`), and gives no owner away that it cannot (`none`).
 */
function shareArgs({ tag, folder }: Share): string[] {
  const server = `local,id=${tag},path=${escaped(folder)},security_model=none,multidevs=remap`
  return ['-fsdev', server, '-device', `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`]
}

function networkArgs(plan: QemuPlan): string[] {
  return [
    ...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${plan.sshPort}-:22`],
    // No boot from the network, so no ROM for it.
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
  ]
}
