import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** Characters of one line that are kept; the rest of it is left out. */
const maxLine = 64 * 1024

/** The complete lines of `stream` as they come, all of one chunk together; a last line without its end counts too. */
export async function* linesOf(stream: Readable): AsyncGenerator<string[], void> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.write(chunk)).split('\n')
    rest = (parts.pop() ?? '').slice(0, maxLine)
    if (parts.length > 0) yield parts.map((line) => line.slice(0, maxLine))
  }
  rest += decoder.end()
  if (rest !== '') yield [rest]
}
