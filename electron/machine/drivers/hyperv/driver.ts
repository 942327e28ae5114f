import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Accelerator } from '../../../api/schema/settings.ts'
import { reasonOf } from '../../../base/deadline.ts'
import { BerthError } from '../../../base/errors.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import type { Capabilities, Driver, Found, HypervisorLook, MachineSpec, ProgressLine } from '../../driver.ts'
import { ensureFolders } from '../../files.ts'
import { diskIdentity } from '../../state/store.ts'
import { bootDiskFor, prepareVhdx } from '../../vhdx/disks.ts'
import { WindowsComputer } from '../../windows/computer.ts'
import { WindowsEngine } from '../../windows/engine.ts'
import { HyperV, machineName, settled } from '../../windows/hyper-v.ts'
import { PowerShell, powerShellProgram } from '../../windows/powershell.ts'
import { HypervMachine } from './machine.ts'
import { fingerprintOf, readRecord, writeRecord, type MachineRecord } from './record.ts'

export interface HypervDriverOptions {
  readonly paths: Paths
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  readonly lookMs?: number
  /** a PowerShell that others use too */
  readonly shell?: PowerShell
}

/** Its events would be asked for as often, by WMI. */
const lookMs = 2000

/** Hyper-V, driven by constant scripts that one Windows PowerShell runs. */
export class HypervDriver implements Driver {
  readonly name = 'hyperv'
  readonly capabilities: Capabilities = {
    suspend: 'to-disk',
    accelerators: ['hyperv'],
    // Hyper-V has no file server for a guest of Linux.
    shares: null,
    rosetta: false,
  }
  /** A checkpoint would turn the data disk into a chain of files, which nothing but Hyper-V could put together again. */
  readonly restorePoints = null
  readonly windowsEngine: WindowsEngine
  readonly #paths: Paths
  readonly #log: Log
  readonly #port: number
  readonly #lookMs: number
  readonly #hyperV: HyperV
  readonly #computer: WindowsComputer

  constructor({ paths, log, env = process.env, ...options }: HypervDriverOptions) {
    this.#paths = paths
    this.#log = log
    // For tests, whose machine has its sshd on a port of this computer's own.
    this.#port = Number(env['BERTH_GUEST_PORT'] ?? 22)
    this.#lookMs = options.lookMs ?? lookMs
    const shell = options.shell ?? new PowerShell(powerShellProgram(env))
    this.#hyperV = new HyperV(shell, machineName(paths.home))
    this.windowsEngine = new WindowsEngine(shell, env)
    this.#computer = new WindowsComputer(shell, this.#hyperV, paths.machine.dir)
  }

  async check(signal: AbortSignal): Promise<{ version: string }> {
    await ensureFolders(this.#paths)
    return this.#computer.check(signal)
  }

  look(_asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    return this.#computer.look(signal)
  }

  readonly setUp = (signal: AbortSignal): Promise<void> => this.#computer.setUp(signal)

  async retryAccelerators(): Promise<void> {
    // There is one, and it was never given up.
  }

  prepareDisk(disk: string, diskGiB: number): Promise<void> {
    return prepareVhdx(disk, diskGiB, () => this.dropState('the data disk grows'))
  }

  async find(): Promise<Found> {
    const { state, id } = await this.#hyperV.inspect().catch((error: unknown) => {
      // What Hyper-V cannot show does not run, for all that this user can do about it.
      if (error instanceof BerthError && error.code === 'hypervisor-missing')
        return { state: 'gone', id: null } as const
      throw error
    })
    if (state === 'gone' || state === 'off') return { kind: 'nothing' }
    if (state !== 'saved') return { kind: 'orphan', pid: null }
    const file = path.join(this.#folder, 'Virtual Machines', `${id}.vmrs`)
    const since = (await this.#record())?.saved?.at ?? new Date().toISOString()
    return { kind: 'suspended', bytes: (await stat(file).catch(() => null))?.size ?? 0, since }
  }

  async start(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<HypervMachine> {
    await this.#turnOff()
    await this.dropState('the machine starts from power-off')
    const { dir } = this.#paths.machine
    const disks = [await bootDiskFor(spec.image, dir, progress), spec.dataDisk, spec.seedDisk]
    const consolePipe = this.#paths.run.consoleSocket
    await this.#hyperV.make({ ...spec.settings, folder: dir, consolePipe, disks }, signal)
    try {
      const record = { settings: spec.settings, fingerprint: fingerprintOf(spec), saved: null }
      await this.#hyperV.act('start', signal)
      return await this.#runs(record, false)
    } catch (error) {
      await this.#turnOff()
      throw signal.aborted ? reasonOf(signal) : error
    }
  }

  async resume(
    spec: MachineSpec,
    signal: AbortSignal,
    progress: ProgressLine,
  ): Promise<HypervMachine | null> {
    const record = await this.#record()
    const drop = async (said: string, why: string): Promise<null> => {
      progress(`the suspended state is not used: ${said}`)
      await this.dropState(why)
      return null
    }
    const misfit = await this.#misfit(spec, record)
    if (record === null || misfit !== null) return drop(misfit ?? '', misfit ?? '')
    try {
      await this.#hyperV.act('start', signal)
    } catch (error) {
      const state = await settled(this.#hyperV)
      // Called off, the guest is where it was: saved still, or saved again.
      if (signal.aborted && state === 'running') await this.#hyperV.act('save')
      if (signal.aborted) throw reasonOf(signal)
      await this.#turnOff()
      return drop('Hyper-V could not read it', error instanceof Error ? error.message : String(error))
    }
    return this.#runs({ ...record, saved: null }, true)
  }

  async adopt(_spec: MachineSpec, signal: AbortSignal): Promise<HypervMachine | null> {
    const record = await this.#record()
    const state = await settled(this.#hyperV)
    if (state === 'paused') await this.#hyperV.act('start', signal)
    if (record && ['running', 'paused', 'starved'].includes(state)) return this.#runs(record, true)
    this.#log.warn({ state }, 'the running machine could not be taken over')
    await this.#turnOff()
    return null
  }

  async dropState(why: string): Promise<void> {
    if ((await this.#hyperV.inspect()).state !== 'saved') return
    this.#log.info({}, `the suspended state is dropped: ${why}`)
    await this.#hyperV.act('drop-saved')
  }

  async remove(): Promise<void> {
    // Where Hyper-V shows this user nothing, there is nothing that could be removed.
    const { state } = await this.#hyperV.inspect().catch(() => ({ state: 'gone' }))
    if (state !== 'gone') await this.#hyperV.act('remove')
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Hyper-V makes it, and leaves it behind. */
  get #folder(): string {
    return path.join(this.#paths.machine.dir, machineName(this.#paths.home))
  }

  #record(): Promise<MachineRecord | null> {
    return readRecord(this.#paths.machine.processRecord)
  }

  async #runs(record: MachineRecord, booted: boolean): Promise<HypervMachine> {
    await writeRecord(this.#paths.machine.processRecord, record)
    const own = { hyperV: this.#hyperV, paths: this.#paths, log: this.#log }
    return new HypervMachine({ ...own, record, booted, port: this.#port, lookMs: this.#lookMs })
  }

  /** Why the saved guest must not go on, as the rest of a sentence. */
  async #misfit(spec: MachineSpec, record: MachineRecord | null): Promise<string | null> {
    const { state } = await this.#hyperV.inspect()
    if (state !== 'saved') return 'there is none'
    if (!record?.saved) return 'it was not saved by Berth'
    if (record.fingerprint !== fingerprintOf(spec)) return 'the settings or the image have changed since'
    return record.saved.disk === (await diskIdentity(spec.dataDisk))
      ? null
      : 'the data disk has changed since'
  }

  async #turnOff(): Promise<void> {
    const state = await settled(this.#hyperV)
    if (['gone', 'off', 'saved'].includes(state)) return
    this.#log.warn({ state }, 'a left-over machine is turned off')
    await this.#hyperV.stop(true)
    await settled(this.#hyperV)
  }
}
