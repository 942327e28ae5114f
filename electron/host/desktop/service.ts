import type { DesktopLanguage } from '../../api/schema/desktop.ts'
import type { UpdateAct, UpdateState } from '../../api/schema/update.ts'
import type { DesktopService } from '../../api/services/desktop.ts'
import { Topic } from '../../base/topic.ts'

/** Passes on what desktop app and page say to each other; keeps the last language and update for who asks later. */
export class HostDesktop implements DesktopService {
  readonly #addresses = new Topic<string>()
  readonly #languages = new Topic<DesktopLanguage>()
  readonly #updates = new Topic<UpdateState | null>()
  readonly #acts = new Topic<UpdateAct>()
  #language: DesktopLanguage | null = null
  #update: UpdateState | null = null
  #apps = 0
  #pages = 0

  async show(address: string): Promise<boolean> {
    this.#addresses.publish(address)
    return this.#pages > 0
  }

  async *shown(signal: AbortSignal): AsyncGenerator<string, void> {
    this.#pages += 1
    try {
      yield* this.#addresses.follow(signal, { latestOnly: true })
    } finally {
      this.#pages -= 1
    }
  }

  async speak(language: DesktopLanguage): Promise<void> {
    this.#language = language
    this.#languages.publish(language)
  }

  async *spoken(signal: AbortSignal): AsyncGenerator<DesktopLanguage, void> {
    if (this.#language) yield this.#language
    yield* this.#languages.follow(signal, { latestOnly: true })
  }

  async tellUpdate(state: UpdateState): Promise<void> {
    this.#setUpdate(state)
  }

  async *update(signal: AbortSignal): AsyncGenerator<UpdateState | null, void> {
    let told: UpdateState | null
    do {
      told = this.#update
      yield told
      // What came while nobody waited for it would be lost.
    } while (told !== this.#update)
    yield* this.#updates.follow(signal, { latestOnly: true })
  }

  async actOnUpdate(act: UpdateAct): Promise<boolean> {
    this.#acts.publish(act)
    return this.#apps > 0
  }

  async *updateActs(signal: AbortSignal): AsyncGenerator<UpdateAct, void> {
    this.#apps += 1
    try {
      yield* this.#acts.follow(signal)
    } finally {
      this.#apps -= 1
      if (this.#apps === 0) this.#setUpdate(null)
    }
  }

  #setUpdate(state: UpdateState | null): void {
    this.#update = state
    this.#updates.publish(state)
  }
}
