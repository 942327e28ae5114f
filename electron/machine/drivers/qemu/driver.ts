import { createHash } from 'node:crypto'
import type { Accelerator } from '../../../api/schema/settings.ts'
import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { AcceleratorChooser } from '../../accelerators/choose.ts'
import { acceleratorNames, candidates, type UsedAccelerator } from '../../accelerators/names.ts'
import type {
  Capabilities,
  Driver,
  Found,
  HypervisorLook,
  MachineSpec,
  ProgressLine,
  RestorePoints,
} from '../../driver.ts'
import { ensureFolders } from '../../files.ts'
import { hostArchitecture } from '../../image/verify.ts'
import { endLeftovers, findProcesses } from '../../process/find.ts'
import { lookAtRunning } from '../../process/record.ts'
import { freePort } from '../../process/sockets.ts'
import { StateStore, type StateRecord } from '../../state/store.ts'
import { adoptMachine } from './adopt.ts'
import { guestVisible, monitorArg, qemuArgs, type QemuPlan } from './args.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { prepareDisk } from './disk.ts'
import { QemuMachine } from './machine.ts'
import { isAcceleratorRefusal, isPortConflict } from './program.ts'
import { qcow2Points } from './restore-points.ts'
import { startSession } from './session.ts'
import { loadState } from './state.ts'

const portTries = 5

export interface QemuDriverOptions {
  readonly paths: Paths
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  readonly architecture?: QemuPlan['architecture']
  readonly proofMs?: number
  readonly kvmDevice?: string
}

/** How a QEMU is to be started, beside what the machine is. */
interface Launch {
  readonly accelerator: UsedAccelerator
  readonly acceleratorReason: string
  readonly incoming: boolean
}

/** QEMU with KVM, HVF, WHPX or plain emulation, driven by QMP over a Unix socket. */
export class QemuDriver implements Driver {
  readonly name = 'qemu'
  readonly capabilities: Capabilities = {
    suspend: true,
    shares: false,
    portForward: false,
    accelerators: candidates('auto', process.platform),
  }
  readonly restorePoints: RestorePoints
  readonly #options: QemuDriverOptions
  readonly #paths: Paths
  readonly #log: Log
  readonly #store: StateStore
  readonly #accelerators: AcceleratorChooser
  readonly #architecture: QemuPlan['architecture']
  readonly #marker: string

  constructor(options: QemuDriverOptions) {
    const { paths, log } = options
    this.#options = options
    this.#paths = paths
    this.#log = log
    this.#store = new StateStore(paths.machine, log)
    this.#accelerators = new AcceleratorChooser({
      ...options,
      platform: process.platform,
      record: paths.machine.acceleratorRecord,
    })
    this.#architecture = options.architecture ?? hostArchitecture()
    this.#marker = monitorArg(paths.run.monitorSocket)
    const img = async (signal: AbortSignal): Promise<string> => (await this.#binaries(signal)).img
    this.restorePoints = qcow2Points(paths.machine.dataDisk, img)
  }

  async check(signal: AbortSignal): Promise<{ version: string }> {
    const { version } = await this.#binaries(signal)
    await ensureFolders(this.#paths)
    return { version }
  }

  async look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    const { version } = await this.#binaries(signal)
    return {
      version,
      accelerators: await this.#accelerators.look(asked, version),
      running: await lookAtRunning(this.#paths.machine.processRecord, this.#marker),
    }
  }

  retryAccelerators(): Promise<void> {
    return this.#accelerators.forgetAll()
  }

  async prepareDisk(disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
    const { img } = await this.#binaries(signal)
    await prepareDisk(img, disk, diskGiB, signal)
  }

  async find(): Promise<Found> {
    const [pid] = await findProcesses(this.#marker)
    return pid === undefined ? this.#store.find() : { kind: 'orphan', pid }
  }

  async start(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine> {
    await endLeftovers(this.#marker, this.#log)
    await this.dropState('the machine starts from power-off')
    const binaries = await this.#binaries(signal)
    const run = async (accelerator: UsedAccelerator, acceleratorReason: string): Promise<QemuMachine> => {
      const how = { accelerator, acceleratorReason, incoming: false }
      const { machine } = await this.#open(spec, binaries, how, signal)
      return goesOn(machine, signal)
    }
    const { version } = binaries
    const attempt = { asked: spec.settings.accelerator, version, run, refuses: isAcceleratorRefusal }
    return this.#accelerators.start(attempt, signal, progress)
  }

  async resume(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine | null> {
    await endLeftovers(this.#marker, this.#log)
    const record = await this.#store.read()
    if (!record) {
      await this.dropState('it has no valid record')
      return null
    }
    const binaries = await this.#binaries(signal)
    const misfit = await this.#misfit(spec, binaries, record)
    if (misfit !== null) {
      progress(`the suspended state is not used: ${misfit}`)
      await this.dropState(misfit)
      return null
    }
    return this.#load(spec, binaries, record, signal, progress)
  }

  async adopt(_spec: MachineSpec, signal: AbortSignal): Promise<QemuMachine | null> {
    const [pid, ...more] = await findProcesses(this.#marker)
    const context = { paths: this.#paths, log: this.#log, store: this.#store }
    const machine = pid !== undefined && more.length === 0 ? await adoptMachine(pid, context, signal) : null
    if (!machine) await endLeftovers(this.#marker, this.#log)
    return machine
  }

  dropState(why: string): Promise<void> {
    return this.#store.drop(why)
  }

  /** Looked up anew at each start: QEMU may be installed, upgraded or removed while the host runs. */
  #binaries(signal: AbortSignal): Promise<Binaries> {
    return findBinaries(this.#architecture, this.#options.env ?? process.env, signal)
  }

  async #misfit(spec: MachineSpec, binaries: Binaries, record: StateRecord): Promise<string | null> {
    const asked = spec.settings.accelerator
    if (asked !== 'auto' && asked !== record.accelerator)
      return `the settings ask for ${acceleratorNames[asked]}, it ran with ${acceleratorNames[record.accelerator]}`
    const plan = this.#plan(spec, binaries, { ...record, incoming: true }, 0)
    return this.#store.misfit(record, fingerprintOf(plan, spec, binaries.version))
  }

  async #load(
    spec: MachineSpec,
    binaries: Binaries,
    record: StateRecord,
    signal: AbortSignal,
    progress: ProgressLine,
  ): Promise<QemuMachine | null> {
    const { machine, qmp } = await this.#open(spec, binaries, { ...record, incoming: true }, signal)
    try {
      progress(`reading ${Math.round(record.bytes / 2 ** 20)} MiB`)
      const read = await loadState(qmp, this.#paths.run.migrationSocket, this.#store.file, signal)
      if (read.crc32 !== record.crc32 || read.bytes !== record.bytes)
        throw new BerthError('hypervisor-failed', 'The suspended state is damaged: its checksum is wrong.', {
          hint: 'The machine starts from power-off instead.',
        })
    } catch (error) {
      await machine.kill()
      // A cancelled resume has not run the guest: the state stays good.
      if (signal.aborted) throw reasonOf(signal)
      const why = error instanceof Error ? error.message : String(error)
      progress('the suspended state is not used: it could not be read')
      await this.dropState(why)
      return null
    }
    return goesOn(machine, signal, () => this.dropState('the machine goes on from it'))
  }

  /** A paused QEMU with all connected, on record; another port is tried when the chosen one was taken meanwhile. */
  async #open(
    spec: MachineSpec,
    binaries: Binaries,
    how: Launch,
    signal: AbortSignal,
  ): Promise<{ machine: QemuMachine; qmp: Awaited<ReturnType<typeof startSession>>['qmp'] }> {
    const context = { paths: this.#paths, log: this.#log, store: this.#store }
    for (let tries = 1; ; tries++) {
      const port = await freePort()
      const plan = this.#plan(spec, binaries, how, port)
      const record = {
        ssh: { port },
        accelerator: how.accelerator,
        acceleratorReason: how.acceleratorReason,
        settings: spec.settings,
        fingerprint: fingerprintOf(plan, spec, binaries.version),
      }
      const start = { file: binaries.system, args: qemuArgs(plan), booted: how.incoming }
      try {
        const session = await startSession(start, this.#paths, this.#log, signal)
        const machine = new QemuMachine(session, { ...context, record })
        await machine.putOnRecord()
        return { machine, qmp: session.qmp }
      } catch (error) {
        if (tries >= portTries || !isPortConflict(error)) throw error
      }
    }
  }

  #plan(
    { settings, image, ...disks }: MachineSpec,
    binaries: Binaries,
    how: Launch,
    sshPort: number,
  ): QemuPlan {
    return {
      ...disks,
      architecture: this.#architecture,
      accelerator: how.accelerator,
      cpus: settings.cpus,
      memoryMiB: settings.memoryMiB,
      image,
      monitorSocket: this.#paths.run.monitorSocket,
      consoleSocket: this.#paths.run.consoleSocket,
      sshPort,
      sandbox: binaries.sandbox,
      incoming: how.incoming,
    }
  }
}

/** Lets the guest run, `first` having been done; ends the machine when that fails. */
async function goesOn(
  machine: QemuMachine,
  signal: AbortSignal,
  first: () => Promise<void> = async () => undefined,
): Promise<QemuMachine> {
  try {
    await first()
    await machine.goOn(signal)
    return machine
  } catch (error) {
    await machine.kill()
    throw error
  }
}

/** Hash of what a state depends on. `diskGiB` counts, since the guest sees the disk's size. */
export function fingerprintOf(
  plan: QemuPlan,
  spec: { readonly image: { readonly id: string }; readonly settings: { readonly diskGiB: number } },
  qemuVersion: string,
): string {
  const text = JSON.stringify([guestVisible(plan), spec.image.id, qemuVersion, spec.settings.diskGiB])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
