import type { GuestLink } from './link.ts'
import { runInGuest, type RunLimits } from './run.ts'

/** The settings that the engine was started with, and why others were taken back, if they were. */
export interface EngineSettingsInUse {
  /** daemon.json */
  readonly text: string
  /** what the engine said as it did not come up with others; null when it did */
  readonly refused: string | null
}

const command = '/usr/sbin/berth-engine'
/** exit code of `keep` when there is nothing to keep any more */
const takenBack = 4
/** bytes of a daemon.json, and of what the engine says about one */
const maxBytes = 256 * 1024

/** The engine's settings in the guest (vm-assets/rootfs, berth-engine). Errors as those of `runInGuest`. */
export class EngineSettingsCommands {
  readonly #link: GuestLink

  constructor(link: GuestLink) {
    this.#link = link
  }

  async show(signal: AbortSignal): Promise<EngineSettingsInUse> {
    const { stdout, stderr } = await this.#run(['show'], signal, { seconds: 20 })
    return { text: stdout, refused: stderr.trim() || null }
  }

  /** What the engine says against a daemon.json; null when it would accept it. Nothing of it stays in the guest. */
  async check(text: string, signal: AbortSignal): Promise<string | null> {
    const { code, stdout } = await this.#run(['check'], signal, { seconds: 30, input: text, codes: [1] })
    return code === 0 ? null : stdout.trim() || 'It did not say why.'
  }

  /**
   * Starts the engine anew with a daemon.json; resolves when the old one has ended. The guest goes back by itself
   * when the engine does not come up with it, or when neither `keep` nor `undo` comes within `seconds`.
   */
  async try(text: string, seconds: number, signal: AbortSignal): Promise<void> {
    await this.#run(['try', String(seconds)], signal, { seconds: 60, input: text })
  }

  /** Ends a trial well; resolves with what the engine said when the guest had gone back already, else with null. */
  async keep(signal: AbortSignal): Promise<string | null> {
    const { code, stdout } = await this.#run(['keep'], signal, { seconds: 30, codes: [takenBack] })
    return code === takenBack ? stdout.trim() || 'It did not say why.' : null
  }

  /** Goes back to the settings from before the trial; resolves with the engine's last words. */
  async undo(signal: AbortSignal): Promise<string> {
    return (await this.#run(['undo'], signal, { seconds: 60 })).stdout.trim()
  }

  #run(words: readonly string[], signal: AbortSignal, limits: RunLimits) {
    return runInGuest(this.#link, [command, ...words], signal, { maxBytes, ...limits })
  }
}
