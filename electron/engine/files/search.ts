import type { FoundPart } from '../../api/schema/files.ts'
import type { EngineClient } from '../client.ts'
import { StatPrinter, type Printed } from './list-programs.ts'
import { inside, type Spot } from './place.ts'
import { failed, isMissing, runProgram } from './program.ts'

/** So many are more than anybody reads. */
const maxFound = 1000

/** What has `text` in its name, case aside, by the place's own `find`; other file systems that are mounted are left out. */
export async function* searchFolder(
  client: EngineClient,
  spot: Spot,
  path: string,
  text: string,
  signal: AbortSignal,
): AsyncGenerator<FoundPart, void> {
  const printer = new StatPrinter()
  const folder = inside(spot, path)
  const command = ['find', folder, '-xdev', '-mindepth', '1', '-iname', `*${literal(text)}*`]
  const program = {
    container: spot.container,
    doing: `search in ${path}`,
    command: [...command, '-exec', 'stat', '-c', printer.format, '{}', '+'],
  }
  const part = (printed: Printed[], stopped: boolean): FoundPart => ({
    paths: printed.map(({ path: at, entry }) => ({
      path: at.slice(spot.root.length),
      kind: entry.kind,
      bytes: entry.bytes,
    })),
    stopped,
  })
  const decoder = new TextDecoder()
  const run = runProgram(client, program, signal)
  let count = 0
  for (;;) {
    const next = await run.next()
    if (next.done) {
      if (isMissing(next.value)) throw failed(program, next.value)
      yield part(printer.take(decoder.decode(), true), false)
      return
    }
    const printed = printer.take(decoder.decode(next.value, { stream: true }))
    const left = maxFound - count
    count += printed.length
    if (printed.length > 0) yield part(printed.slice(0, left), count >= maxFound)
    if (count >= maxFound) return
  }
}

/** The text itself, not as a pattern (POSIX, 2.14). */
const literal = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&')
