import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Accelerator } from '../../../api/schema/settings.ts'
import { BerthError } from '../../../base/errors.ts'
import { helperFolders } from '../../../base/paths.ts'
import { printsInTime } from '../../accelerators/proof.ts'
import type { Capabilities, Driver, Found, HypervisorLook, MachineSpec, RestorePoints } from '../../driver.ts'
import { readNote } from '../../files.ts'
import { ProcessDriver, type ProcessDriverOptions } from '../../process/driver.ts'
import { findProgram, placeOf, requireVersion, versionOf } from '../../process/programs.ts'
import { readProcessRecord, type ProcessRecord } from '../../process/record.ts'
import { prepareRaw, rawPoints } from '../../raw.ts'
import { sharesOf } from '../../shares.ts'
import { lacksKernel, monitorUri, unspeakable, vfkitArgs, type VfkitPlan } from './args.ts'
import { VzMachine } from './machine.ts'
import { vfkit } from './program.ts'
import { machineState } from './rest.ts'
import { rosettaPlace, type RosettaPlace } from './rosetta.ts'
import { joinSession, startSession } from './session.ts'

const Paused = z.object({ pid: z.number(), at: z.string() })
export interface VzDriverOptions extends ProcessDriverOptions {
  /** a program of Rosetta for Linux; elsewhere than macOS has it in tests only */
  readonly rosettaFile?: string
}

const hint = 'Run: brew install vfkit'

/** Apple's Virtualization.framework by vfkit, which is one process per machine with a REST service on a Unix socket. */
export class VzDriver extends ProcessDriver<VzMachine> implements Driver {
  readonly name = 'vz'
  readonly restorePoints: RestorePoints
  readonly #rosetta: RosettaPlace

  constructor({ rosettaFile, ...options }: VzDriverOptions) {
    super(options, vfkit, monitorUri(options.paths.run.monitorSocket))
    this.#rosetta = rosettaPlace(this.architecture, rosettaFile)
    this.restorePoints = rawPoints(this.paths.machine.dataDisk)
  }

  get capabilities(): Capabilities {
    return {
      suspend: 'in-memory',
      accelerators: ['vz'],
      shares: { filesystem: 'virtiofs', suspend: true },
      // vfkit would not start with one that is not there. It may be installed at any time.
      rosetta: this.#rosetta.isInstalled(),
    }
  }

  override async look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    return { ...(await super.look(asked, signal)), needs: this.#rosetta.needs() }
  }

  async retryAccelerators(): Promise<void> {
    // There is one, and it is always tried.
  }

  prepareDisk(disk: string, diskGiB: number): Promise<void> {
    return prepareRaw(disk, diskGiB)
  }

  async find(): Promise<Found> {
    const { monitorSocket } = this.paths.run
    const pid = await this.pid()
    if (pid === null) return { kind: 'nothing' }
    const note = await readNote(this.paths.machine.stateRecord, Paused)
    const state = machineState(monitorSocket, AbortSignal.timeout(5000)).catch(() => null)
    if (note?.pid !== pid || (await state) !== 'Paused') return { kind: 'orphan', pid }
    const record = await readProcessRecord(this.paths.machine.processRecord)
    return { kind: 'suspended', bytes: (record?.settings.memoryMiB ?? 0) * 2 ** 20, since: note.at }
  }

  async start(spec: MachineSpec, signal: AbortSignal): Promise<VzMachine> {
    await this.endLeftovers()
    await this.dropState('the machine starts from power-off')
    const { file } = await this.program(signal)
    const plan = this.#plan(spec)
    if (lacksKernel(plan))
      throw new BerthError(
        'image-missing',
        'The machine cannot be started: the image has no kernel that Virtualization.framework starts on Intel.',
        { hint: 'Make the image with "--shape vz", or set BERTH_DRIVER to qemu.' },
      )
    const why = unspeakable(plan)
    if (why !== null)
      throw new BerthError('home-unusable', `The machine cannot be started: ${why}.`, {
        hint: 'Set BERTH_HOME to a folder with a plain path, or BERTH_DRIVER to qemu.',
      })
    const session = await startSession({ file, args: vfkitArgs(plan) }, this.paths, this.log, signal)
    const record = {
      ssh: { path: plan.sshSocket },
      accelerator: 'vz' as const,
      acceleratorReason: 'Virtualization.framework is used: it comes with macOS.',
      settings: spec.settings,
      fingerprint: fingerprintOf(plan, spec),
    }
    const machine = new VzMachine(session, { record, paths: this.paths, log: this.log })
    await machine.putOnRecord()
    await printsInTime(machine, null, signal)
    return machine
  }

  async resume(spec: MachineSpec, signal: AbortSignal): Promise<VzMachine | null> {
    if ((await this.find()).kind !== 'suspended') return null
    const fingerprint = fingerprintOf(this.#plan(spec), spec)
    return this.adopt(spec, signal, async (record, each) => {
      if (record.fingerprint === fingerprint) return this.take(record, each)
      this.log.info({}, 'the suspended state is dropped: the settings or the image have changed since')
      return null
    })
  }

  async dropState(why: string): Promise<void> {
    if ((await this.find()).kind === 'suspended') {
      this.log.info({}, `the suspended state is dropped: ${why}`)
      await this.endLeftovers()
    }
    await rm(this.paths.machine.stateRecord, { force: true })
  }

  /** Of a machine that runs, or waits paused. */
  protected async take(record: ProcessRecord, signal: AbortSignal): Promise<VzMachine | null> {
    const state = await machineState(this.paths.run.monitorSocket, signal)
    if (state !== 'Running' && state !== 'Paused') return null
    const session = await joinSession(record.pid, this.paths, this.log, signal)
    // From here on it goes on, whoever calls it off: a machine that is neither paused nor owned helps nobody.
    await rm(this.paths.machine.stateRecord, { force: true })
    const machine = new VzMachine(session, { record, paths: this.paths, log: this.log })
    if (state === 'Paused') await machine.goOn()
    return machine
  }

  protected async accelerators(): Promise<HypervisorLook['accelerators']> {
    return [{ name: 'vz', refused: null }]
  }

  protected async program(signal: AbortSignal): Promise<{ file: string; version: string }> {
    const place = placeOf(this.env, 'BERTH_VFKIT_DIR', { ending: '', hint }, helperFolders())
    const file = await findProgram('vfkit', place)
    const version = await versionOf(file, ['--version'], signal)
    requireVersion('vfkit', version, '0.6', hint)
    return { file, version }
  }

  #plan({ settings, image, dataDisk, seedDisk }: MachineSpec): VfkitPlan {
    const { run, machine, home } = this.paths
    const { cpus, memoryMiB } = settings
    const { consoleFile } = machine
    const { monitorSocket, sshSocket } = run
    // The same at each start, so that macOS' DHCP server gives the same address.
    const mac = ['5a', '94', 'ef', ...(createHash('sha256').update(home).digest('hex').match(/../g) ?? [])]
    return {
      architecture: this.architecture,
      ...{ cpus, memoryMiB, image, dataDisk, seedDisk, consoleFile, monitorSocket, sshSocket },
      mac: mac.slice(0, 6).join(':'),
      shares: sharesOf(settings),
      rosetta: settings.rosetta,
    }
  }
}

/** Hash of what a paused machine must still be to be let go on. */
function fingerprintOf(plan: VfkitPlan, { image, settings }: MachineSpec): string {
  // A paused machine keeps the folders that it has: other ones come with its next start.
  const kept = vfkitArgs({ ...plan, shares: [], rosetta: false })
  const text = JSON.stringify([kept, image.id, settings.diskGiB])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
