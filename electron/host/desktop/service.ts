import type { DesktopLanguage } from '../../api/schema/desktop.ts'
import type { DesktopService } from '../../api/services/desktop.ts'
import { Topic } from '../../base/topic.ts'

/** Passes on what desktop app and page say to each other. Nothing of it is kept. */
export class HostDesktop implements DesktopService {
  readonly #addresses = new Topic<string>()
  readonly #languages = new Topic<DesktopLanguage>()
  #language: DesktopLanguage | null = null
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
}
