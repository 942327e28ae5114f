import { createHash } from 'node:crypto'
import type { Accelerator } from '../../../api/schema/settings.ts'
import { reasonOf } from '../../../base/deadline.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { AcceleratorChooser } from '../../accelerators/choose.ts'
import { candidates, type UsedAccelerator } from '../../accelerators/names.ts'
import type {
  Capabilities,
  Driver,
  Found,
  HypervisorLook,
  MachineSpec,
  ProgressLine,
  RestorePoints,
} from '../../driver.ts'
import { ProcessDriver, type ProcessDriverOptions } from '../../process/driver.ts'
import type { ProcessRecord } from '../../process/record.ts'
import { freePort } from '../../process/sockets.ts'
import { prepareQcow2, qcow2Points } from '../../qcow2.ts'
import { sharesOf } from '../../shares.ts'
import { StateStore } from '../../state/store.ts'
import { adoptMachine } from './adopt.ts'
import { guestVisible, monitorArg, qemuArgs, type QemuPlan } from './args.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { QemuMachine } from './machine.ts'
import { isAcceleratorRefusal, isPortConflict, qemu } from './program.ts'
import { startSession } from './session.ts'

const portTries = 5

export interface QemuDriverOptions extends ProcessDriverOptions {
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
export class QemuDriver extends ProcessDriver<QemuMachine> implements Driver {
  readonly name = 'qemu'
  readonly capabilities: Capabilities = {
    suspend: 'to-disk',
    accelerators: candidates('auto', process.platform),
    // QEMU migrates no 9p file system that is mounted.
    shares: { filesystem: '9p', suspend: false },
    rosetta: false,
  }
  readonly restorePoints: RestorePoints
  readonly #chooser: AcceleratorChooser
  readonly #context: { readonly paths: Paths; readonly log: Log; readonly store: StateStore }
  readonly #img = async (signal: AbortSignal): Promise<string> => (await this.program(signal)).img

  constructor(options: QemuDriverOptions) {
    super(options, qemu, monitorArg(options.paths.run.monitorSocket))
    const { paths, log } = options
    const { acceleratorRecord, dataDisk } = paths.machine
    this.#context = { paths, log, store: new StateStore(paths.machine, log) }
    this.#chooser = new AcceleratorChooser({
      ...options,
      platform: process.platform,
      record: acceleratorRecord,
    })
    this.restorePoints = qcow2Points(dataDisk, this.#img)
  }

  retryAccelerators(): Promise<void> {
    return this.#chooser.forgetAll()
  }

  async prepareDisk(disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
    await prepareQcow2(this.#img, disk, diskGiB, signal)
  }

  async find(): Promise<Found> {
    const pid = await this.pid()
    return pid === null ? this.#context.store.find() : { kind: 'orphan', pid }
  }

  async start(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine> {
    await this.endLeftovers()
    await this.dropState('the machine starts from power-off')
    const binaries = await this.program(signal)
    const run = async (accelerator: UsedAccelerator, acceleratorReason: string): Promise<QemuMachine> => {
      const how = { accelerator, acceleratorReason, incoming: false }
      return goesOn(await this.#open(spec, binaries, how, signal), signal)
    }
    const { version } = binaries
    const attempt = { asked: spec.settings.accelerator, version, run, refuses: isAcceleratorRefusal }
    return this.#chooser.start(attempt, signal, progress)
  }

  async resume(asked: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine | null> {
    // What could be suspended had no shared folders: those that were chosen since come with the next start.
    const spec = { ...asked, settings: { ...asked.settings, sharedFolders: [] } }
    await this.endLeftovers()
    const binaries = await this.program(signal)
    const record = await this.#context.store.fitting(spec.settings.accelerator, progress, (kept) =>
      fingerprintOf(this.#plan(spec, binaries, { ...kept, incoming: true }, 0), spec, binaries.version),
    )
    if (!record) return null
    const machine = await this.#open(spec, binaries, { ...record, incoming: true }, signal)
    try {
      progress(`reading ${Math.round(record.bytes / 2 ** 20)} MiB`)
      this.#context.store.verify(record, await machine.readState(signal))
    } catch (error) {
      await machine.kill()
      // A cancelled resume has not run the guest: the state stays good.
      if (signal.aborted) throw reasonOf(signal)
      progress('the suspended state is not used: it could not be read')
      await this.dropState(error instanceof Error ? error.message : String(error))
      return null
    }
    return goesOn(machine, signal, () => this.dropState('the machine goes on from it'))
  }

  dropState(why: string): Promise<void> {
    return this.#context.store.drop(why)
  }

  protected take(record: ProcessRecord, signal: AbortSignal): Promise<QemuMachine | null> {
    return adoptMachine(record, this.#context, signal)
  }

  protected accelerators(asked: Accelerator, version: string): Promise<HypervisorLook['accelerators']> {
    return this.#chooser.look(asked, version)
  }

  protected program(signal: AbortSignal): Promise<Binaries> {
    return findBinaries(this.architecture, this.env, signal)
  }

  /** A paused QEMU with all connected, on record; another port is tried when the chosen one was taken meanwhile. */
  async #open(spec: MachineSpec, binaries: Binaries, how: Launch, signal: AbortSignal): Promise<QemuMachine> {
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
        const session = await startSession(start, this.paths, this.log, signal)
        const machine = new QemuMachine(session, { ...this.#context, record })
        await machine.putOnRecord()
        return machine
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
      architecture: this.architecture,
      accelerator: how.accelerator,
      cpus: settings.cpus,
      memoryMiB: settings.memoryMiB,
      image,
      monitorSocket: this.paths.run.monitorSocket,
      consoleSocket: this.paths.run.consoleSocket,
      sshPort,
      sandbox: binaries.sandbox,
      shares: sharesOf(settings),
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
