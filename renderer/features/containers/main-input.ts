import type { MainProcess } from '../../../electron/api/schema/terminals.ts'

/** What is to be done with what was typed at a container's main process. */
export interface MainInputDoes {
  readonly send: (text: string) => void
  /** shows what no terminal at the other end would */
  readonly echo: (text: string) => void
  readonly detach: () => void
  /** Ctrl+C was typed for the first time: it is held back until it comes again. */
  readonly askToInterrupt: () => void
  /** nothing more comes */
  readonly end: () => void
  /** Ctrl+D was typed, but the engine keeps this input open whoever leaves. */
  readonly sayItStaysOpen: () => void
}

const [ctrlC, ctrlD, ctrlP, ctrlQ] = ['\x03', '\x04', '\x10', '\x11'] as const

/**
 * What is typed at a main process. With a terminal it goes there as it is, but for the first Ctrl+C, which might end the
 * container; without one, line by line, and Ctrl+D at a line's beginning ends the input. Ctrl+P and Ctrl+Q, as the docker command has it, leave the process running.
 */
export class MainInput {
  readonly #main: MainProcess
  readonly #does: MainInputDoes
  #line = ''
  #last = ''
  #mayInterrupt = false
  #ended = false

  constructor(main: MainProcess, does: MainInputDoes) {
    this.#main = main
    this.#does = does
  }

  typed(text: string): void {
    const before = this.#last
    this.#last = text
    if (text === ctrlQ && before === ctrlP) this.#does.detach()
    else if (this.#main.input === 'closed' || this.#ended) return
    else if (this.#main.tty) this.#toTerminal(text)
    else for (const character of text) this.#toLine(character)
  }

  #toTerminal(text: string): void {
    // The engine looks for the same two keys, and keeps the first back itself.
    if (text !== ctrlC || this.#mayInterrupt) this.#does.send(text)
    else {
      this.#mayInterrupt = true
      this.#does.askToInterrupt()
    }
  }

  #toLine(character: string): void {
    if (character === '\r' || character === '\n') {
      this.#does.echo('\r\n')
      this.#does.send(`${this.#line}\n`)
      this.#line = ''
    } else if (character === '\x7f') {
      if (this.#line === '') return
      this.#line = this.#line.slice(0, -1)
      this.#does.echo('\b \b')
    } else if (character === ctrlC) {
      this.#line = ''
      this.#does.echo('^C\r\n')
    } else if (character === ctrlD) {
      this.#atEnd()
    } else if (character >= ' ') {
      this.#line += character
      this.#does.echo(character)
    }
  }
  /** As a terminal has it: what stands in a line goes as it is; with nothing in it, the input is over. */
  #atEnd(): void {
    if (this.#line !== '') {
      this.#does.send(this.#line)
      this.#line = ''
    } else if (this.#main.input === 'open') this.#does.sayItStaysOpen()
    else {
      this.#ended = true
      this.#does.echo('^D\r\n')
      this.#does.end()
    }
  }
}
