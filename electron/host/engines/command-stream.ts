import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

/** Characters of a command's last words that are kept. */
const mostWords = 500
/** Milliseconds that they may come after its end. */
const wordsMs = 500

/**
 * A command's standard input and output as one stream, each way of which ends alone. A command that ends badly before it has
 * said anything is an error, made of its exit code and what it said on stderr.
 */
export class CommandStream extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams
  #words = ''
  #said = false

  constructor(child: ChildProcessWithoutNullStreams, failure: (code: number, words: string) => Error) {
    super({ allowHalfOpen: true })
    this.#child = child
    const { stdin, stdout, stderr } = child
    // A command that has gone says so by its end.
    stdin.on('error', () => undefined)
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#words = (this.#words + text).slice(-mostWords)
    })
    stdout.on('data', (chunk: Buffer) => {
      this.#said = true
      if (!this.push(chunk)) stdout.pause()
    })
    child.once('error', (error) => this.destroy(error))
    // Not the child's own `close`: a connection that ssh shares lives on in the background, and keeps stderr open.
    const heard = new Promise((resolve) => stderr.once('end', resolve))
    const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
    stdout.once('end', () => {
      void exited.then(async (code) => {
        if (code === 0 || this.#said) return this.push(null)
        await Promise.race([heard, pause(wordsMs)])
        return this.destroy(failure(code, lastWords(this.#words)))
      })
    })
  }

  override _read(): void {
    this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#child.stdin.write(chunk, () => done())
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(() => done())
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill()
    done(error)
  }
}

/** Warnings come first; what ended it comes last, often on a line of its own. */
function lastWords(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.filter((line) => line !== '').at(-1) ?? 'it said nothing.'
}
