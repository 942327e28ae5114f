import { setTimeout as delay } from 'node:timers/promises'
import type { Duplex } from 'node:stream'
import { pause } from '../../../base/deadline.ts'
import type { Log } from '../../../base/log.ts'
import type { Paths } from '../../../base/paths.ts'
import { DiskFull } from '../../disk-full.ts'
import type { Exit, RunningMachine, Trouble } from '../../driver.ts'
import { ExitReason } from '../../process/exit-reason.ts'
import { diskIdentity } from '../../state/store.ts'
import { PipeConsole } from '../../console/pipe-console.ts'
import { reach } from '../../process/reach.ts'
import { writeRecord, type MachineRecord } from './record.ts'
import { hypervReason } from '../../windows/computer.ts'
import { settled, type HyperV, type VmState } from '../../windows/hyper-v.ts'

/** While something is about to change. */
const soonMs = 200
/** How long it is looked at often after a connection ended: a machine that goes takes its connections along first. */
const alertMs = 20_000
/** What the guest said last may still be on its way. */
const lastWordsMs = 500

export interface HypervContext {
  readonly hyperV: HyperV
  readonly paths: Paths
  readonly log: Log
  readonly record: MachineRecord
  /** of the guest's sshd */
  readonly port: number
  /** how often Hyper-V is asked what the machine does, in milliseconds */
  readonly lookMs: number
  /** the guest ran before this host: its marks are past */
  readonly booted: boolean
}

/** A machine of Hyper-V's. It belongs to no process of ours, so it is asked about, and outlives every host. */
export class HypervMachine implements RunningMachine {
  readonly settings: RunningMachine['settings']
  readonly accelerator = 'hyperv'
  readonly acceleratorReason = hypervReason
  readonly console: PipeConsole
  readonly exited: Promise<Exit>
  address: string | null = null
  readonly #context: HypervContext
  readonly #ending = new ExitReason()
  readonly #full: DiskFull
  readonly #over = new AbortController()
  #alertUntil = 0

  constructor(context: HypervContext) {
    const { paths, log, hyperV, booted } = context
    this.#context = context
    this.settings = context.record.settings
    this.#full = new DiskFull(paths.machine.dataDisk, log, () => hyperV.act('start'))
    const answers = async (signal: AbortSignal): Promise<void> => void (await this.connect(signal)).destroy()
    const guest = { answers, over: this.#over.signal, booted }
    this.console = new PipeConsole(paths.run.consoleSocket, paths.consoleLog, log, guest)
    this.exited = this.#watch()
  }

  get trouble(): Trouble | null {
    return this.#full.trouble
  }

  get troubles(): RunningMachine['troubles'] {
    return this.#full.changes
  }

  async connect(signal: AbortSignal): Promise<Duplex> {
    const { hyperV, port } = this.#context
    const told = [...(await hyperV.addresses(signal)), this.console.address ?? '']
    const socket = await reach(told, port, signal)
    this.address = `${socket.remoteAddress}:${port}`
    socket.once('close', () => this.#beAlert())
    return socket
  }

  async suspend(signal: AbortSignal): Promise<void> {
    const { hyperV, paths, record } = this.#context
    this.#ending.ask('It was suspended.')
    try {
      await hyperV.act('save', signal)
    } catch (error) {
      // Called off or not, Hyper-V may have gone on with it: what it came to decides.
      if ((await settled(hyperV)) !== 'saved') {
        this.#ending.ask(null)
        throw error
      }
    }
    const saved = { disk: await diskIdentity(paths.machine.dataDisk), at: new Date().toISOString() }
    await writeRecord(paths.machine.processRecord, { ...record, saved })
    this.#beAlert()
    await this.exited
  }

  async powerButton(): Promise<void> {
    this.#ending.ask('It was asked to power off.')
    await this.#context.hyperV.stop(false)
    this.#beAlert()
  }

  async kill(): Promise<void> {
    this.#ending.ask('It was ended by force.')
    await this.#context.hyperV.stop(true)
    this.#beAlert()
    await this.exited
  }

  release(): void {
    this.#full.stopLooking()
    this.#over.abort()
  }

  async retry(): Promise<void> {
    if (this.trouble) await this.#context.hyperV.act('start')
  }

  #beAlert(): void {
    this.#alertUntil = performance.now() + alertMs
  }

  /** Settles when the machine has ended; never once it was let go of. */
  async #watch(): Promise<Exit> {
    const { hyperV, log } = this.#context
    const { signal } = this.#over
    for (;;) {
      await this.#pause()
      if (signal.aborted) return new Promise(() => undefined)
      const state = await hyperV.inspect().then(
        (seen) => seen.state,
        (error: unknown) => {
          log.warn({ error }, 'Hyper-V did not tell what the machine does')
          return 'changing' as const
        },
      )
      this.#full.set(state === 'starved')
      const exit = endings[state]
      if (!exit) continue
      await Promise.race([this.console.read, delay(lastWordsMs, undefined, { ref: false })])
      this.release()
      this.#ending.hear(exit)
      return this.#ending.explain(this.console, exit.reason)
    }
  }

  /** In small pieces, since what calls for a look may happen at any time. */
  async #pause(): Promise<void> {
    const until = performance.now() + this.#context.lookMs
    do await pause(soonMs, this.#over.signal).catch(() => undefined)
    while (performance.now() < until && performance.now() > this.#alertUntil && !this.#over.signal.aborted)
  }
}

/** What each state that is an end says of it, where nobody asked for it. */
const endings: Readonly<Partial<Record<VmState, Exit>>> = {
  off: { expected: true, reason: 'It was turned off, by its guest or in Hyper-V Manager.' },
  saved: { expected: true, reason: 'It was saved by Windows or in Hyper-V Manager.' },
  gone: { expected: false, reason: 'It was removed from Hyper-V.' },
}
