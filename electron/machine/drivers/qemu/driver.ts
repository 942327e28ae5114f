import { setTimeout as delay } from 'node:timers/promises'
import type { Accelerator } from '../../../api/schema/settings.ts'
import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import type {
  Capabilities,
  Driver,
  Found,
  HypervisorLook,
  MachineSpec,
  ProgressLine,
  RestorePoints,
} from '../../driver.ts'
import { ensurePrivateDir } from '../../files.ts'
import { hostArchitecture } from '../../image/verify.ts'
import { AcceleratorMemory } from './accelerator-memory.ts'
import { acceleratorNames, candidates, reasonFor, unusable } from './accelerators.ts'
import { adoptMachine } from './adopt.ts'
import { monitorArg, qemuArgs, type Hardware, type QemuPlan } from './args.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { prepareDisk } from './disk.ts'
import { isAcceleratorRefusal, isPortConflict } from './last-words.ts'
import { freePort } from './ports.ts'
import { readProcessRecord, writeProcessRecord } from './process-record.ts'
import { findProcesses, killOrphan } from './process.ts'
import { qcow2Points } from './restore-points.ts'
import { QemuMachine } from './running.ts'
import { openSession } from './session.ts'
import { loadState } from './state-in.ts'
import { fingerprintOf, StateStore, type StateRecord } from './state-store.ts'

/** A guest that can run says its first word well within this; one under a broken accelerator never does. */
const proofMs = 8000
const portTries = 5

export interface QemuDriverOptions {
  readonly paths: Paths
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  readonly architecture?: QemuPlan['architecture']
  /** milliseconds that a guest under a hardware accelerator has for its first word */
  readonly proofMs?: number
  /** the device that KVM needs */
  readonly kvmDevice?: string
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
  readonly #options: QemuDriverOptions
  readonly #paths: Paths
  readonly #log: Log
  readonly #store: StateStore
  readonly #memory: AcceleratorMemory
  readonly #architecture: QemuPlan['architecture']
  readonly #marker: string

  constructor(options: QemuDriverOptions) {
    this.#options = options
    this.#paths = options.paths
    this.#log = options.log
    this.#store = new StateStore(options.paths.machine, options.log)
    this.#memory = new AcceleratorMemory(options.paths.machine.acceleratorRecord)
    this.#architecture = options.architecture ?? hostArchitecture()
    this.#marker = monitorArg(options.paths.run.monitorSocket)
  }

  get restorePoints(): RestorePoints {
    return qcow2Points(this.#paths.machine.dataDisk, async (signal) => (await this.#binaries(signal)).img)
  }

  async check(signal: AbortSignal): Promise<{ version: string }> {
    const { version } = await this.#binaries(signal)
    await ensurePrivateDir(this.#paths.machine.dir)
    await ensurePrivateDir(this.#paths.run.dir)
    await ensurePrivateDir(this.#paths.logs)
    return { version }
  }

  async look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    const { version } = await this.#binaries(signal)
    const accelerators = candidates(asked, process.platform).map(async (name) => ({
      name,
      refused: await this.#known(name, asked, version),
    }))
    const record =
      (await findProcesses(this.#marker)).length > 0
        ? await readProcessRecord(this.#paths.machine.processRecord)
        : null
    return {
      version,
      accelerators: await Promise.all(accelerators),
      running: record && { accelerator: record.accelerator, reason: record.acceleratorReason },
    }
  }

  retryAccelerators(): Promise<void> {
    return this.#memory.forgetAll()
  }

  async prepareDisk(disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
    const { img } = await this.#binaries(signal)
    await prepareDisk(img, disk, diskGiB, signal)
  }

  async find(): Promise<Found> {
    const [pid] = await findProcesses(this.#marker)
    if (pid !== undefined) return { kind: 'orphan', pid }
    const record = await this.#store.read()
    return record ? { kind: 'suspended', bytes: record.bytes, since: record.at } : { kind: 'nothing' }
  }

  async start(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine> {
    await this.#endLeftovers()
    await this.dropState('the machine starts from power-off')
    const binaries = await this.#binaries(signal)
    const asked = spec.settings.accelerator
    const refused: string[] = []
    for (const accelerator of candidates(asked, process.platform)) {
      const name = acceleratorNames[accelerator]
      const why = await this.#known(accelerator, asked, binaries.version)
      if (why !== null) {
        refused.push(`${name}: ${why}`)
        continue
      }
      progress(`trying ${name}`)
      const booted = await this.#boot(
        spec,
        binaries,
        accelerator,
        reasonFor(accelerator, asked, refused),
        signal,
      )
      if (booted instanceof QemuMachine) {
        await this.#memory.forget(accelerator, binaries.version)
        return booted
      }
      this.#log.warn({ accelerator }, `${name} is not used: ${booted.refused}`)
      await this.#memory.remember(accelerator, binaries.version, booted.refused)
      refused.push(`${name}: ${booted.refused}`)
    }
    throw new BerthError('hypervisor-failed', `No accelerator runs the machine. ${refused.join('. ')}.`, {
      hint: 'Set it back with "berth config set accelerator auto".',
    })
  }

  async resume(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<QemuMachine | null> {
    await this.#endLeftovers()
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
    const pids = await findProcesses(this.#marker)
    const context = { paths: this.#paths, log: this.#log, store: this.#store }
    const machine =
      pids.length === 1 && pids[0] !== undefined ? await adoptMachine(pids[0], context, signal) : null
    if (!machine) await this.#endLeftovers()
    return machine
  }

  async dropState(why: string): Promise<void> {
    await this.#store.drop(why)
  }

  /** Looked up anew at each start: QEMU may be installed, upgraded or removed while the host runs. */
  #binaries(signal: AbortSignal): Promise<Binaries> {
    return findBinaries(this.#architecture, this.#options.env ?? process.env, signal)
  }

  async #endLeftovers(): Promise<void> {
    for (const pid of await findProcesses(this.#marker)) {
      this.#log.warn({ pid }, 'a left-over QEMU of this machine is ended')
      await killOrphan(pid, this.#marker)
    }
  }

  async #known(accelerator: Hardware, asked: Accelerator, version: string): Promise<string | null> {
    const remembered = asked === 'auto' ? await this.#memory.recall(accelerator, version) : null
    return remembered ?? unusable(accelerator, this.#options.kvmDevice)
  }

  /** Boots under one accelerator; gives why it was refused when that is the accelerator's fault. */
  async #boot(
    spec: MachineSpec,
    binaries: Binaries,
    accelerator: Hardware,
    reason: string,
    signal: AbortSignal,
  ): Promise<QemuMachine | { readonly refused: string }> {
    const hardware = accelerator !== 'tcg'
    let machine: QemuMachine
    try {
      machine = await this.#run(spec, binaries, { accelerator, reason, incoming: false }, signal)
    } catch (error) {
      if (!hardware || signal.aborted || !isAcceleratorRefusal(error)) throw error
      return { refused: error instanceof Error ? error.message : String(error) }
    }
    const late = new AbortController()
    try {
      const init = machine.console.mark('init', AbortSignal.any([signal, late.signal]))
      const ms = this.#options.proofMs ?? proofMs
      const printed = hardware
        ? await Promise.race([init.then(() => true), tooLate(ms, late.signal)])
        : (await init, true)
      if (printed) return machine
      await machine.kill()
      return { refused: `the guest printed nothing within ${ms / 1000} s` }
    } catch (error) {
      await machine.kill()
      throw signal.aborted ? reasonOf(signal) : error
    } finally {
      late.abort()
    }
  }

  async #misfit(spec: MachineSpec, binaries: Binaries, record: StateRecord): Promise<string | null> {
    const asked = spec.settings.accelerator
    if (asked !== 'auto' && asked !== record.accelerator)
      return `the settings ask for ${acceleratorNames[asked]}, it ran with ${acceleratorNames[record.accelerator]}`
    const plan = this.#plan(spec, binaries, { accelerator: record.accelerator, incoming: true }, 0)
    return this.#store.misfit(record, this.#fingerprint(plan, spec, binaries))
  }

  async #load(
    spec: MachineSpec,
    binaries: Binaries,
    record: StateRecord,
    signal: AbortSignal,
    progress: ProgressLine,
  ): Promise<QemuMachine | null> {
    const { accelerator, acceleratorReason: reason } = record
    const { machine, qmp } = await this.#open(spec, binaries, { accelerator, reason, incoming: true }, signal)
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
    try {
      await this.dropState('the machine goes on from it')
      await qmp.run('cont', {}, signal)
      return machine
    } catch (error) {
      await machine.kill()
      throw error
    }
  }

  async #run(
    spec: MachineSpec,
    binaries: Binaries,
    how: { accelerator: Hardware; reason: string; incoming: boolean },
    signal: AbortSignal,
  ): Promise<QemuMachine> {
    const { machine, qmp } = await this.#open(spec, binaries, how, signal)
    try {
      await qmp.run('cont', {}, signal)
      return machine
    } catch (error) {
      await machine.kill()
      throw error
    }
  }

  /** A paused QEMU with all connected, on record; another port is tried when the chosen one was taken meanwhile. */
  async #open(
    spec: MachineSpec,
    binaries: Binaries,
    how: { accelerator: Hardware; reason: string; incoming: boolean },
    signal: AbortSignal,
  ): Promise<{ machine: QemuMachine; qmp: Awaited<ReturnType<typeof openSession>>['qmp'] }> {
    for (let tries = 1; ; tries++) {
      const sshPort = await freePort()
      const plan = this.#plan(spec, binaries, how, sshPort)
      const record = {
        sshPort,
        accelerator: how.accelerator,
        acceleratorReason: how.reason,
        settings: spec.settings,
        fingerprint: this.#fingerprint(plan, spec, binaries),
      }
      const start = { program: binaries.system, args: qemuArgs(plan), booted: how.incoming }
      try {
        const session = await openSession(start, this.#paths, this.#log, signal)
        const context = { record, store: this.#store, paths: this.#paths, log: this.#log }
        const machine = new QemuMachine(session, context)
        await this.#record(machine, session.process.pid, record)
        return { machine, qmp: session.qmp }
      } catch (error) {
        if (tries >= portTries || !isPortConflict(error)) throw error
      }
    }
  }

  async #record(machine: QemuMachine, pid: number, record: RunningRecord): Promise<void> {
    try {
      await writeProcessRecord(this.#paths.machine.processRecord, { pid, ...record })
    } catch (error) {
      await machine.kill()
      throw error
    }
  }

  #plan(
    spec: MachineSpec,
    binaries: Binaries,
    how: { accelerator: Hardware; incoming: boolean },
    sshPort: number,
  ): QemuPlan {
    return {
      architecture: this.#architecture,
      accelerator: how.accelerator,
      cpus: spec.settings.cpus,
      memoryMiB: spec.settings.memoryMiB,
      image: spec.image,
      dataDisk: spec.dataDisk,
      seedDisk: spec.seedDisk,
      monitorSocket: this.#paths.run.monitorSocket,
      consoleSocket: this.#paths.run.consoleSocket,
      sshPort,
      sandbox: binaries.sandbox,
      incoming: how.incoming,
    }
  }

  #fingerprint(plan: QemuPlan, spec: MachineSpec, binaries: Binaries): string {
    return fingerprintOf(plan, {
      imageId: spec.image.id,
      qemuVersion: binaries.version,
      diskGiB: spec.settings.diskGiB,
    })
  }
}

type RunningRecord = Omit<Parameters<typeof writeProcessRecord>[1], 'pid'>

async function tooLate(ms: number, signal: AbortSignal): Promise<false> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
  return false
}
