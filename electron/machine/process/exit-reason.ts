import type { ConsoleEvents, Exit } from '../driver.ts'

/** Collects what is known of a machine's end, and makes one sentence of it. */
export class ExitReason {
  #asked: string | null = null
  #heard: Exit | null = null

  /** We asked for the end: the sentence says how; null when it did not come about. */
  ask(sentence: string | null): void {
    this.#asked = sentence
  }

  /** The hypervisor's own word on it, before it ended. */
  hear(exit: Exit): void {
    this.#heard = exit
  }

  /** `otherwise`: what to say when nobody said anything, such as "QEMU ended by signal SIGKILL." */
  explain(console: Pick<ConsoleEvents, 'failure' | 'panic'>, otherwise: string): Exit {
    if (this.#asked) return { expected: true, reason: this.#asked }
    if (console.failure)
      return unexpected(`The guest failed (${console.failure.step}): ${console.failure.sentence}`)
    if (console.panic) return unexpected(`The guest's kernel panicked: ${console.panic}`)
    return this.#heard ?? unexpected(otherwise)
  }
}

function unexpected(reason: string): Exit {
  return { expected: false, reason }
}
