import type { RestartEffects } from '../../electron/api/schema/engine-settings.ts'
import type { RunningEngine } from '../../electron/host/engine-settings/service.ts'
import { daemonJson } from '../../electron/machine/index.ts'

export const silence = Symbol('the engine neither ends nor answers')

/** The engine's settings in a guest that is none: which it accepts, and comes up with, is as a test says. */
export class FakeGuestSettings {
  text = daemonJson({})
  refused: string | null = null
  /** what the engine says against a daemon.json */
  says: (text: string) => string | null = () => null
  /** the engine's last words as it does not come up with a daemon.json; `silence` when it never ends nor answers */
  breaks: (text: string) => string | typeof silence | null = () => null
  /** called between a trial's begin and its end */
  meanwhile: () => void = () => undefined
  /** what was asked, in order */
  readonly asked: string[] = []
  effects: RestartEffects = { containers: [] }
  #before: string | null = null

  readonly engineSettings = {
    show: async () => ({ text: this.text, refused: this.refused }),
    check: async (text: string) => {
      this.asked.push('check')
      return this.says(text)
    },
    try: async (text: string, seconds: number) => {
      this.asked.push(`try ${seconds}`)
      this.#before = this.text
      this.text = text
      const words = this.breaks(text)
      if (typeof words === 'string') this.#takeBack(words)
    },
    keep: async () => {
      this.asked.push('keep')
      this.meanwhile()
      if (this.#before === null) return this.#tell()
      this.#before = null
      return null
    },
    undo: async () => {
      this.asked.push('undo')
      if (this.#before !== null) this.#takeBack('time="T" level=info msg="Starting up"')
      return this.#tell()
    },
  }

  /** As the host has it. */
  running(): RunningEngine {
    return {
      guest: { engineSettings: this.engineSettings } as unknown as RunningEngine['guest'],
      effects: async () => this.effects,
      ping: async () => {
        if (this.breaks(this.text) !== null) throw new Error('no answer')
      },
      startMs: 1000,
    }
  }

  #takeBack(words: string): void {
    this.text = this.#before ?? this.text
    this.#before = null
    this.refused = words
  }

  #tell(): string {
    const words = this.refused ?? ''
    this.refused = null
    return words
  }
}
