import { StringDecoder } from 'node:string_decoder'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { ConsoleEvents } from '../driver.ts'
import { ConsoleLog, printable } from './console-log.ts'
import { LineSplitter } from './lines.ts'

/** In the order in which a guest says them: who said a later one has said all before. */
const marks = ['init', 'disks', 'network', 'sshd', 'engine'] as const
type Mark = (typeof marks)[number]

/** Longest line taken from the guest, in characters. */
const longestLine = 1000
const hint = 'Look at "berth logs machine" for what the guest said.'

interface Waiting {
  readonly mark: Mark
  readonly resolve: () => void
  readonly reject: (error: BerthError) => void
}

/** Reads the guest's console: keeps it in the log, and knows how far the guest is. */
export class GuestConsole implements ConsoleEvents {
  failure: { readonly step: string; readonly sentence: string } | null = null
  /** the kernel's word when it panicked */
  panic: string | null = null
  /** its address, once it has told one: DHCP gave it */
  address: string | null = null
  readonly #log: Log
  readonly #file: ConsoleLog
  readonly #lines = new LineSplitter(longestLine)
  readonly #decoder = new StringDecoder('utf8')
  readonly #waiting = new Set<Waiting>()
  #reached = -1
  #over: BerthError | null = null
  #logBroken = false

  /** `booted`: the guest was running before this console was opened, so its marks are past and count as said. */
  constructor(file: string, log: Log, options: { booted: boolean }) {
    this.#file = new ConsoleLog(file)
    this.#log = log
    if (options.booted) this.#reached = marks.length - 1
  }

  mark(name: Mark, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = this.#over ?? (signal.aborted ? reasonOf(signal) : null)
      if (over) {
        reject(over)
        return
      }
      if (this.#reached >= marks.indexOf(name)) {
        resolve()
        return
      }
      const done = (settle: () => void): void => {
        this.#waiting.delete(waiting)
        signal.removeEventListener('abort', onAbort)
        settle()
      }
      const waiting: Waiting = {
        mark: name,
        resolve: () => done(resolve),
        reject: (error) => done(() => reject(error)),
      }
      const onAbort = (): void => waiting.reject(reasonOf(signal))
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.add(waiting)
    })
  }

  /**
   * Reads until the source (a socket, a file that grows) ends, then resolves; never rejects. One chunk at a time: a
   * guest that shouts faster than the log can be written is held back.
   */
  async read(source: AsyncIterable<Buffer>): Promise<void> {
    try {
      for await (const chunk of source) await this.feed(chunk)
    } catch (error) {
      this.#log.debug({ error }, 'the console ended with an error')
    }
    const unfinished = this.#lines.end()
    if (unfinished !== '') await this.#keep([unfinished])
    this.#end(new BerthError('guest-failed', 'The machine ended before its guest was ready.', { hint }))
  }

  async feed(chunk: Buffer): Promise<void> {
    const lines = this.#lines.push(this.#decoder.write(chunk))
    for (const line of lines) this.#take(printable(line))
    if (lines.length > 0) await this.#keep(lines)
  }

  #take(line: string): void {
    const said = /berth: (mark|fail) ([a-z0-9-]{1,32})(?: (.*))?/.exec(line)
    if (!said) {
      const panic = /Kernel panic - not syncing: (.{1,200})/.exec(line)
      if (panic?.[1]) this.#panicked(panic[1])
      this.address = /berth: address (\d+\.\d+\.\d+\.\d+)/.exec(line)?.[1] ?? this.address
      return
    }
    const [, kind, step = '', rest = ''] = said
    if (kind === 'mark') this.#reach(marks.findIndex((mark) => mark === step))
    else this.#fail(step, rest.trim() || 'It did not say why.')
  }

  #panicked(word: string): void {
    this.panic ??= word
    this.#end(new BerthError('guest-panicked', `The guest's kernel panicked: ${word}`, { hint }))
  }

  #reach(at: number): void {
    if (at <= this.#reached) return
    this.#reached = at
    for (const waiting of [...this.#waiting]) if (marks.indexOf(waiting.mark) <= at) waiting.resolve()
  }

  #fail(step: string, sentence: string): void {
    this.failure ??= { step, sentence }
    this.#end(new BerthError('guest-failed', `The guest failed (${step}): ${sentence}`, { hint }))
  }

  #end(error: BerthError): void {
    this.#over ??= error
    for (const waiting of [...this.#waiting]) waiting.reject(this.#over)
  }

  async #keep(lines: readonly string[]): Promise<void> {
    try {
      await this.#file.write(lines)
      this.#logBroken = false
    } catch (error) {
      // A log that cannot be written must not stop the machine; one word about it is enough.
      if (!this.#logBroken) this.#log.warn({ error }, 'the machine log cannot be written')
      this.#logBroken = true
    }
  }
}
