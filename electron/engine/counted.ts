import { Readable } from 'node:stream'

/** `source` as it comes, telling how many bytes came so far. Its end, early or not, does not close the source. */
export function counted(source: Readable, tell: (bytes: number) => void): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    let bytes = 0
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      tell(bytes)
      yield chunk
    }
  }
  return Readable.from(chunks(), { objectMode: false })
}
