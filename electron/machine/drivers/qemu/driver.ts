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
import { ensureFolders } from '../../files.ts'
import { hostArchitecture } from '../../image/verify.ts'
import { adoptProcess } from '../../process/adopt.ts'
import { endLeftovers, findProcesses } from '../../process/find.ts'
import { lookAtRunning } from '../../process/record.ts'
import { freePort } from '../../process/sockets.ts'
import { StateStore } from '../../state/store.ts'
import { adoptMachine } from './adopt.ts'
import { guestVisible, monitorArg, qemuArgs, type QemuPlan } from './args.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { prepareDisk, qcow2Points } from './disk.ts'
import { QemuMachine } from './machine.ts'
import { isAcceleratorRefusal, isPortConflict } from './program.ts'
import { startSession } from './session.ts'

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
  readonly setUp = null
  readonly #options: QemuDriverOptions
  readonly #paths: Paths
  readonly #log: Log
  readonly #store: StateStore
  readonly #accelerators: AcceleratorChooser
  readonly #architecture: QemuPlan['architecture']
  readonly #marker: string
  readonly #context: { readonly paths: Paths; readonly log: Log; readonly store: StateStore }
  readonly #img = async (signal: AbortSignal): Promise<string> => (await this.#binaries(signal)).img

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
    this.#context = { paths, log, store: this.#store }
    this.restorePoints = qcow2Points(paths.machine.dataDisk, this.#img)
  }

  async check(signal: AbortSignal): Promise<{ version: string }> {
    const { version } = await this.#binaries(signal)
    await ensureFolders(this.#paths)
    return { version }
  }

  async look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    const { version } = await this.#binaries(signal)
    return {
      version: `QEMU ${version}`,
      needs: [],
      accelerators: await this.#accelerators.look(asked, version),
      running: await lookAtRunning(this.#paths.machine.processRecord, this.#marker),
    }
  }

  retryAccelerators(): Promise<void> {
    return this.#accelerators.forgetAll()
  }

  async remove(): Promise<void> {
    // QEMU remembers nothing.
  }

  async prepareDisk(disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
    await prepareDisk(this.#img, disk, diskGiB, signal)
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
      return goesOn(await this.#open(spec, binaries, how, signal), signal)
    }
    const { version } = binaries
    const attempt = { asked: spec.settings.accelerator, version, run, refuses: isAcceleratorRefusal }
    return this.#accelerators.start(attempt, signal, progress)
  }

  async resume(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine | null> {
    await endLeftovers(this.#marker, this.#log)
    const binaries = await this.#binaries(signal)
    const record = await this.#store.fitting(spec.settings.accelerator, progress, (kept) =>
      fingerprintOf(this.#plan(spec, binaries, { ...kept, incoming: true }, 0), spec, binaries.version),
    )
    if (!record) return null
    const machine = await this.#open(spec, binaries, { ...record, incoming: true }, signal)
    try {
      progress(`reading ${Math.round(record.bytes / 2 ** 20)} MiB`)
      this.#store.verify(record, await machine.readState(signal))
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

  adopt(_spec: MachineSpec, signal: AbortSignal): Promise<QemuMachine | null> {
    const { processRecord } = this.#paths.machine
    return adoptProcess(this.#marker, processRecord, this.#log, signal, (record, each) =>
      adoptMachine(record, this.#context, each),
    )
  }

  dropState(why: string): Promise<void> {
    return this.#store.drop(why)
  }

  /** Looked up anew at each start: QEMU may be installed, upgraded or removed while the host runs. */
  #binaries(signal: AbortSignal): Promise<Binaries> {
    return findBinaries(this.#architecture, this.#options.env ?? process.env, signal)
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
        const session = await startSession(start, this.#paths, this.#log, signal)
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
