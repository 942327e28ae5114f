import type { Exit } from '../../driver.ts'
import type { GuestConsole } from './console.ts'
import { howItEnded } from './last-words.ts'
import type { Ending } from './process.ts'

/** Collects what is known of a machine's end, and makes one sentence of it. */
export class ExitReason {
  #asked: string | null = null
  #shutdown = 'unknown'

  /** We asked for the end: the sentence says how. */
  ask(sentence: string): void {
    this.#asked = sentence
  }

  /** QEMU's own reason (QAPI `ShutdownCause`): "guest-shutdown", "guest-reset", "guest-panic", "host-signal"… */
  shutdown(cause: string): void {
    this.#shutdown = cause
  }

  explain(ending: Ending, words: string, console: Pick<GuestConsole, 'failure' | 'panic'>): Exit {
    if (this.#asked) return { expected: true, reason: this.#asked }
    if (console.failure)
      return unexpected(`The guest failed (${console.failure.step}): ${console.failure.sentence}`)
    if (console.panic) return unexpected(`The guest's kernel panicked: ${console.panic}`)
    switch (this.#shutdown) {
      case 'guest-shutdown':
        return { expected: true, reason: 'The guest powered itself off.' }
      case 'guest-reset':
        return { expected: true, reason: 'The guest asked for a reboot; the machine is off instead.' }
      case 'guest-panic':
        return unexpected("The guest's kernel panicked.")
      default:
        return unexpected(`QEMU ended ${howItEnded(ending)}.${words === '' ? '' : ` It said: ${words}`}`)
    }
  }
}

function unexpected(reason: string): Exit {
  return { expected: false, reason }
}
