import type { TerminalEvent } from '../../electron/api/schema/terminals.ts'
import { Topic } from '../../electron/base/topic.ts'

const prompt = '/ # '
const output = (text: string): TerminalEvent => ({
  kind: 'output',
  base64: Buffer.from(text).toString('base64'),
})

/** Shells that echo what is typed and end on "exit". */
export class FakeShells {
  readonly #typed = new Map<string, Topic<string>>()

  async *open(signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
    const terminal = `shell-${this.#typed.size + 1}`
    const typed = new Topic<string>()
    this.#typed.set(terminal, typed)
    const keys = typed.follow(signal)
    yield { kind: 'opened', terminal, main: null }
    yield output(prompt)
    let line = ''
    for await (const text of keys) {
      if (text !== '\r') {
        line += text
        yield output(text)
        continue
      }
      if (line === 'exit') {
        yield { kind: 'exit', code: 0 }
        return
      }
      yield output(`\r\n${line}\r\n${prompt}`)
      line = ''
    }
  }

  type(terminal: string, data: Buffer): void {
    this.#typed.get(terminal)?.publish(data.toString())
  }
}
