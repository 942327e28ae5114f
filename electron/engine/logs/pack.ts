import type { LogEvent, PackedLines } from '../../api/schema/logs.ts'
import type { LogLine } from './line.ts'
import type { Merged } from './merge.ts'

/** Characters of one message, about: what a page takes in within a frame. */
const messageCharacters = 128 * 1024

/** What goes out for these items, in their order; `number` gives each message of lines its own. */
export function* eventsOf(items: readonly Merged[], number: () => number): Generator<LogEvent> {
  let packer = new Packer()
  for (const { source, item } of items) {
    if ('text' in item) {
      packer.add(source, item)
      if (packer.characters < messageCharacters) continue
    }
    if (!packer.isEmpty) yield { kind: 'lines', number: number(), lines: packer.lines() }
    packer = new Packer()
    if ('text' in item) continue
    yield item.kind === 'left-out'
      ? { kind: 'left-out', source, lines: item.lines }
      : { kind: item.kind, source }
  }
  if (!packer.isEmpty) yield { kind: 'lines', number: number(), lines: packer.lines() }
}

class Packer {
  readonly #texts: string[] = []
  readonly #times: (number | null)[] = []
  readonly #runs: [number, number][] = []
  readonly #last: Record<number, string> = {}
  #marks = ''
  #before = 0
  characters = 0

  get isEmpty(): boolean {
    return this.#texts.length === 0
  }

  add(source: number, line: LogLine): void {
    this.#texts.push(line.text)
    this.characters += line.text.length
    this.#marks += String((line.stream === 'stderr' ? 1 : 0) + (line.continued ? 2 : 0))
    this.#times.push(Number.isNaN(line.ms) ? null : line.ms - this.#before)
    if (!Number.isNaN(line.ms)) this.#before = line.ms
    const run = this.#runs.at(-1)
    if (run?.[0] === source) run[1] += 1
    else this.#runs.push([source, 1])
    this.#last[source] = line.time
  }

  lines(): PackedLines {
    return {
      texts: this.#texts.join('\n'),
      times: this.#times,
      marks: this.#marks,
      runs: this.#runs,
      last: this.#last,
    }
  }
}
