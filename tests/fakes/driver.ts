import { Duplex } from 'node:stream'
import { BerthError, cancelled } from '../../electron/base/errors.ts'
import { Topic } from '../../electron/base/topic.ts'
import type {
  Capabilities,
  Driver,
  Exit,
  Found,
  RestorePoints,
  HypervisorLook,
  MachineSpec,
  RunningMachine,
  Trouble,
} from '../../electron/machine/driver.ts'

/** Something that a test decides later; waiting for it obeys a signal as the real thing does. */
export class Gate {
  #open: () => void = () => undefined
  readonly #opened = new Promise<void>((resolve) => {
    this.#open = resolve
  })

  open(): void {
    this.#open()
  }

  pass(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) reject(cancelled())
      signal.addEventListener('abort', () => reject(cancelled()), { once: true })
      void this.#opened.then(resolve)
    })
  }
}

export const machineSettings: RunningMachine['settings'] = {
  cpus: 2,
  memoryMiB: 2048,
  diskGiB: 64,
  accelerator: 'auto',
  engine: {},
  sharedFolders: [],
  rosetta: false,
}

/** A machine without a hypervisor. `obeys` says what ends it: the guest's power-off is the test's to call. */
export class FakeMachine implements RunningMachine {
  readonly settings: RunningMachine['settings']
  readonly accelerator = 'tcg'
  readonly acceleratorReason = 'TCG (emulation) is used: the settings ask for it.'
  readonly console: RunningMachine['console'] & {
    failure: { step: string; sentence: string } | null
    panic: string | null
  } = {
    mark: () => Promise.resolve(),
    failure: null,
    panic: null,
  }
  readonly exited: Promise<Exit>
  readonly troubles = new Topic<Trouble | null>()
  trouble: Trouble | null = null
  readonly calls: string[] = []
  suspends: 'well' | 'badly' = 'well'
  buttonWorks = true
  #exit: (exit: Exit) => void = () => undefined
  readonly #driver: FakeDriver

  constructor(driver: FakeDriver, settings = machineSettings) {
    this.#driver = driver
    this.settings = settings
    this.exited = new Promise((resolve) => {
      this.#exit = resolve
    })
  }

  /** Ends it, as the outside world would. */
  end(exit: Exit): void {
    this.#driver.running = null
    this.#exit(exit)
  }

  connect(): Promise<Duplex> {
    return Promise.resolve(new Duplex())
  }

  async suspend(): Promise<void> {
    this.calls.push('suspend')
    if (this.suspends === 'badly')
      throw new BerthError('disk-full', 'The disk is full.', { hint: 'Free some space.' })
    this.#driver.suspended = true
    this.end({ expected: true, reason: 'It was suspended.' })
  }

  async powerButton(): Promise<void> {
    this.calls.push('button')
    if (this.buttonWorks) this.end({ expected: true, reason: 'It was asked to power off.' })
  }

  async kill(): Promise<void> {
    this.calls.push('kill')
    this.end({ expected: true, reason: 'It was ended by force.' })
  }

  release(): void {
    this.calls.push('release')
  }

  async retry(): Promise<void> {
    this.calls.push('retry')
  }

  meet(trouble: Trouble | null): void {
    this.trouble = trouble
    this.troubles.publish(trouble)
  }
}

/** A driver that runs nothing, and keeps count of what it would. There can be one machine at a time, as on one disk. */
export class FakeDriver implements Driver {
  readonly name = 'qemu'
  capabilities: Capabilities = {
    suspend: 'to-disk',
    accelerators: ['tcg'],
    shares: null,
    rosetta: false,
  }
  readonly calls: string[] = []
  running: FakeMachine | null = null
  suspended = false
  /** a process that no host owns */
  orphan = false
  adoptable = true
  resumable = true
  checkError: BerthError | null = null
  restorePoints: RestorePoints | null = null
  needs: HypervisorLook['needs'] = []
  startGate: Gate | null = null
  /** a hypervisor that takes its time to go when its start is called off */
  startIgnoresSignal = false
  startError: BerthError | null = null

  async check(): Promise<{ version: string }> {
    if (this.checkError) throw this.checkError
    return { version: '9.9' }
  }

  async look(): Promise<HypervisorLook> {
    const { version } = await this.check()
    return {
      version: `QEMU ${version}`,
      needs: this.needs,
      accelerators: [{ name: 'tcg', refused: null }],
      running: null,
    }
  }

  readonly windowsEngine = null
  readonly setUp = async (): Promise<void> => {
    this.calls.push('set up')
  }

  async remove(): Promise<void> {
    this.calls.push('remove')
  }

  async retryAccelerators(): Promise<void> {
    this.calls.push('retry accelerators')
  }

  async prepareDisk(_disk: string, diskGiB: number): Promise<void> {
    this.calls.push(`disk ${diskGiB}`)
  }

  async find(): Promise<Found> {
    if (this.orphan || this.running) return { kind: 'orphan', pid: 1 }
    return this.suspended
      ? { kind: 'suspended', bytes: 1, since: new Date(0).toISOString() }
      : { kind: 'nothing' }
  }

  async start(spec: Pick<MachineSpec, 'settings'>, signal: AbortSignal): Promise<FakeMachine> {
    this.calls.push('start')
    this.suspended = false
    await this.startGate?.pass(this.startIgnoresSignal ? new AbortController().signal : signal)
    if (this.startError) throw this.startError
    return this.#launch(spec.settings)
  }

  async resume(): Promise<FakeMachine | null> {
    this.calls.push('resume')
    this.suspended = false
    return this.resumable ? this.#launch() : null
  }

  async adopt(): Promise<FakeMachine | null> {
    this.calls.push('adopt')
    this.orphan = false
    return this.adoptable ? this.#launch() : null
  }

  async dropState(why: string): Promise<void> {
    this.calls.push(`drop ${why}`)
    this.suspended = false
  }

  #launch(settings = machineSettings): FakeMachine {
    if (this.running) throw new Error('two machines on one disk')
    this.running = new FakeMachine(this, settings)
    return this.running
  }
}
