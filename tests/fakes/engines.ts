import type { EngineRow, EnginesView } from '../../electron/api/schema/engines.ts'
import type { EnginesService } from '../../electron/api/services/engines.ts'
import { Topic } from '../../electron/base/topic.ts'

export const ownEngineRow: EngineRow = {
  id: 'berth',
  name: 'Berth',
  context: 'berth',
  kind: 'berth',
  where: '/home/ada/.berth/run/docker.sock',
  computer: null,
  refused: null,
}

/** A list of engines as a test says; without a word, there is none but Berth's own. */
export class FakeEngines implements EnginesService {
  readonly used: string[] = []
  readonly #views = new Topic<EnginesView>()
  #view: EnginesView = {
    engines: [ownEngineRow],
    current: ownEngineRow,
    here: 'berth',
    state: {
      answering: true,
      since: '2026-01-01T00:00:00.000Z',
      version: '29.8.1',
      os: 'linux',
      windows: null,
      reason: null,
    },
    missing: null,
    windows: false,
  }

  async *watch(signal: AbortSignal): AsyncGenerator<EnginesView, void> {
    const later = this.#views.follow(signal)
    yield this.#view
    yield* later
  }

  set(change: Partial<EnginesView>): void {
    this.#view = { ...this.#view, ...change }
    this.#views.publish(this.#view)
  }

  async look(): Promise<void> {
    this.#views.publish(this.#view)
  }

  async use(id: string): Promise<void> {
    this.used.push(id)
    const current = this.#view.engines.find((engine) => engine.id === id)
    if (current) this.set({ current, here: id, missing: null })
  }
}
