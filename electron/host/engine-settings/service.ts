import { isDeepStrictEqual } from 'node:util'
import type { EngineApplied, EngineSettings, RestartEffects } from '../../api/schema/engine-settings.ts'
import { wholeEngineSettings } from '../../api/schema/engine-settings.ts'
import type { StatusError } from '../../api/schema/status.ts'
import type { EngineSettingsService } from '../../api/services/index.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { EngineSettingsInUse } from '../../guest/index.ts'
import { checkEngine, daemonJson, loadSettings, saveSettings } from '../../machine/index.ts'
import { tryInGuest, type TrialParts } from './apply.ts'
import { causeIn, logLines, refusalWords } from './words.ts'

/** An engine that there is to ask. */
export interface RunningEngine extends TrialParts {
  readonly effects: () => Promise<RestartEffects>
}

export interface EngineSettingsParts {
  /** settings.json */
  readonly file: string
  /** null while the machine does not run */
  readonly running: () => RunningEngine | null
  /** called when what the status tells has changed */
  readonly changed: () => void
  readonly log: Log
}

/** The engine's settings: on disk as the user wants them, in the guest as the engine has them. */
export class HostEngineSettings implements EngineSettingsService {
  readonly #parts: EngineSettingsParts
  #applying = false
  /** as of the last look; null while nothing is known of a running engine */
  #inUse: EngineSettingsInUse | null = null

  constructor(parts: EngineSettingsParts) {
    this.#parts = parts
  }

  async view() {
    const stored = await this.#stored()
    const inUse = await this.look()
    return { stored, inUse: inUse && { same: runsWith(inUse, stored), refused: wordsOf(inUse) } }
  }

  async check(engine: EngineSettings) {
    checkEngine(engine)
    const running = this.#parts.running()
    if (!running) return { outcome: 'unasked' } as const
    const said = await running.guest.engineSettings.check(daemonJson(engine), new AbortController().signal)
    if (said === null) return { outcome: 'accepted' } as const
    return { outcome: 'refused', message: refusalWords(said) } as const
  }

  async effects() {
    return this.#parts.running()?.effects() ?? { containers: [] }
  }

  async apply(engine: EngineSettings): Promise<EngineApplied> {
    checkEngine(engine)
    if (this.#applying)
      throw new BerthError('busy', 'Other settings are being given to the engine now.', {
        hint: 'Wait until the engine answers, then try again.',
      })
    const running = this.#parts.running()
    if (!running) {
      await this.#store(engine)
      return { outcome: 'saved' }
    }
    this.#applying = true
    try {
      const applied = await tryInGuest(daemonJson(engine), running)
      this.#parts.log.info({ outcome: applied.outcome }, 'the engine was given other settings')
      if (applied.outcome === 'applied') await this.#store(engine)
      return applied
    } finally {
      this.#applying = false
      await this.look()
    }
  }

  /** Whether the running engine would have to be restarted to have these. */
  async needsRestart(engine: EngineSettings): Promise<boolean> {
    const inUse = await this.look()
    return inUse !== null && !runsWith(inUse, engine)
  }

  /** Asks the guest what the engine was started with; null, and remembered as such, when it can't be asked. */
  async look(): Promise<EngineSettingsInUse | null> {
    const { running, changed, log } = this.#parts
    const before = this.#inUse
    const shown = running()?.guest.engineSettings.show(new AbortController().signal)
    this.#inUse = await (shown ?? Promise.resolve(null)).catch((thrown: unknown) => {
      log.warn({ error: toBerthError(thrown).message }, 'the engine’s settings could not be read')
      return null
    })
    if (before?.refused !== this.#inUse?.refused) changed()
    return this.#inUse
  }

  /** What is wrong: the engine runs with other settings than the user's, for it did not come up with those. */
  async errors(): Promise<StatusError[]> {
    const inUse = this.#inUse
    if (!inUse?.refused || !this.#parts.running()) return []
    const stored = await this.#stored().catch(() => null)
    if (!stored || runsWith(inUse, stored)) return []
    return [
      {
        step: 'engine settings',
        message: `The engine did not start with your settings and runs with Berth's own: ${wordsOf(inUse) ?? ''}`,
        hint: 'Correct them on the page under Settings, or go back with "berth config set --apply engine default".',
      },
    ]
  }

  async #stored(): Promise<EngineSettings> {
    return (await loadSettings(this.#parts.file)).engine ?? {}
  }

  async #store(engine: EngineSettings): Promise<void> {
    const { engine: _old, ...others } = await loadSettings(this.#parts.file)
    await saveSettings(this.#parts.file, Object.keys(engine).length > 0 ? { ...others, engine } : others)
    this.#parts.changed()
  }
}

/** Order is no matter to the engine. */
function runsWith({ text }: EngineSettingsInUse, engine: EngineSettings): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(wholeEngineSettings(engine))))
  } catch {
    return false
  }
}

function wordsOf({ refused }: EngineSettingsInUse): string | null {
  if (refused === null) return null
  return causeIn(logLines(refused)) ?? refusalWords(refused).slice(0, 500)
}
