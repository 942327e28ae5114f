import type { ComposeLine, ComposeOutput } from '../../api/schema/compose.ts'
import { Topic } from '../../base/topic.ts'
import type { SaidLine } from './progress.ts'

/** Lines that are kept for one project, and projects whose lines are kept. */
const mostLines = 5000
const mostProjects = 100

/** What compose said about each project, while this process runs; each bounded, the oldest lines go. */
export class ComposeOutputs {
  readonly #lines = new Map<string, ComposeLine[]>()
  readonly #news = new Topic<{ project: string; lines: readonly ComposeLine[] }>()

  say(project: string, said: readonly SaidLine[]): void {
    if (said.length === 0) return
    const time = new Date().toISOString()
    const lines = said.map((line) => ({ time, ...line }))
    const kept = this.#lines.get(project) ?? []
    this.#lines.delete(project)
    kept.push(...lines)
    kept.splice(0, kept.length - mostLines)
    // The project that was spoken of last stands last.
    this.#lines.set(project, kept)
    const [oldest] = this.#lines.keys()
    if (this.#lines.size > mostProjects && oldest !== undefined) this.#lines.delete(oldest)
    this.#news.publish({ project, lines })
  }

  /** All that is kept, then what comes. */
  async *watch(project: string, signal: AbortSignal): AsyncGenerator<ComposeOutput, void> {
    const news = this.#news.follow(signal)
    // Listening begins with the first question.
    let next = news.next()
    yield { whole: true, lines: [...(this.#lines.get(project) ?? [])] }
    for (let step = await next; !step.done; step = await next) {
      next = news.next()
      if (step.value.project === project) yield { whole: false, lines: [...step.value.lines] }
    }
  }
}
