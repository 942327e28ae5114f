import type { Accelerator } from '../../api/schema/settings.ts'
import type { Log } from '../../base/log.ts'
import type { Paths } from '../../base/paths.ts'
import type { HypervisorLook, MachineSpec } from '../driver.ts'
import { ensureFolders } from '../files.ts'
import { hostArchitecture } from '../image/verify.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { adoptProcess } from './adopt.ts'
import { endLeftovers, findProcesses } from './find.ts'
import type { Program } from './last-words.ts'
import type { ProcessMachine } from './machine.ts'
import { lookAtRunning, type ProcessRecord } from './record.ts'

export interface ProcessDriverOptions {
  readonly paths: Paths
  readonly log: Log
  readonly env?: NodeJS.ProcessEnv
  readonly architecture?: ImageManifest['architecture']
}

/** A driver whose machine is a process of its hypervisor's: what is the same whichever that is. */
export abstract class ProcessDriver<M extends ProcessMachine> {
  protected readonly paths: Paths
  protected readonly log: Log
  protected readonly env: NodeJS.ProcessEnv
  protected readonly architecture: ImageManifest['architecture']
  /** nothing has to be set up, nothing is remembered outside the home */
  readonly setUp = null
  readonly windowsEngine = null
  readonly #called: string
  readonly #marker: string

  /** `marker` is the argument by which a process of ours is known among all: it holds a path of this home's. */
  constructor({ paths, log, env, architecture }: ProcessDriverOptions, program: Program, marker: string) {
    this.#called = program.name
    this.paths = paths
    this.log = log
    this.env = env ?? process.env
    this.architecture = architecture ?? hostArchitecture()
    this.#marker = marker
  }

  /** Looked up anew at each start: the hypervisor may be installed, upgraded or removed while the host runs. */
  protected abstract program(signal: AbortSignal): Promise<{ readonly version: string }>
  protected abstract accelerators(
    asked: Accelerator,
    version: string,
  ): Promise<HypervisorLook['accelerators']>
  /** The machine of a process that some earlier host started; null when it cannot go on. */
  protected abstract take(record: ProcessRecord, signal: AbortSignal): Promise<M | null>

  async check(signal: AbortSignal): Promise<{ version: string }> {
    const { version } = await this.program(signal)
    await ensureFolders(this.paths)
    return { version }
  }

  async look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook> {
    const { version } = await this.program(signal)
    const running = await lookAtRunning(this.paths.machine.processRecord, this.#marker)
    return {
      version: `${this.#called} ${version}`,
      needs: [],
      accelerators: await this.accelerators(asked, version),
      running,
    }
  }

  async remove(): Promise<void> {
    // There is nothing to remove.
  }

  /** `take` lets a driver have a say of its own on what is taken over. */
  adopt(_spec: MachineSpec, signal: AbortSignal, take = this.take.bind(this)): Promise<M | null> {
    return adoptProcess(this.#marker, this.paths.machine.processRecord, this.log, signal, take)
  }

  /** The process of this home's, if there is one. */
  protected async pid(): Promise<number | null> {
    return (await findProcesses(this.#marker))[0] ?? null
  }

  protected endLeftovers(): Promise<void> {
    return endLeftovers(this.#marker, this.log)
  }
}
