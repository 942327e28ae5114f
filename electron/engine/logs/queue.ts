import type { LogLine } from './line.ts'

/** What stands between lines: so many were left out, or the container started or ended here. */
export type Note =
  { readonly kind: 'left-out'; lines: number | null } | { readonly kind: 'started' | 'ended' }

/** The lines of one container that wait to be taken, oldest first, and the notes between them. */
export class LineQueue {
  #items: (LogLine | Note)[] = []
  #head = 0
  #characters = 0

  get size(): number {
    return this.#items.length - this.#head
  }

  /** characters of the lines that wait, and so much for each line as one costs without any */
  get weight(): number {
    return this.#characters + 64 * this.size
  }

  push(item: LogLine | Note): void {
    this.#items.push(item)
    if ('text' in item) this.#characters += item.text.length
  }

  peek(): LogLine | Note | undefined {
    return this.#items[this.#head]
  }

  take(): LogLine | Note | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#head += 1
    if ('text' in item) this.#characters -= item.text.length
    if (this.#head === this.#items.length || this.#head >= 8192) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** Forgets every line that waits, and leaves a note of how many they were. */
  leaveOut(): void {
    const before = this.#items.slice(this.#head)
    let lines: number | null = 0
    this.#items = []
    this.#head = 0
    this.#characters = 0
    for (const item of before) {
      if ('text' in item) lines = lines === null ? null : lines + (item.continued ? 0 : 1)
      else if (item.kind !== 'left-out') this.#items.push(item)
      else lines = lines === null || item.lines === null ? null : lines + item.lines
    }
    if (lines !== 0) this.#items.unshift({ kind: 'left-out', lines })
  }
}
