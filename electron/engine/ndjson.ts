/**
 * The values of a stream of JSON lines (events, pull progress). What is not JSON is skipped; a line longer than
 * `maxLine` bytes is dropped whole, so that an untrusted engine cannot fill our memory with one.
 */
export async function* jsonLines(chunks: AsyncIterable<Buffer>, maxLine = 1024 * 1024): AsyncGenerator {
  let held: Buffer[] = []
  let bytes = 0
  let dropping = false
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...held, chunk.subarray(from, end)])
      if (!dropping && line.length <= maxLine) yield* parsed(line)
      held = []
      bytes = 0
      dropping = false
      from = end + 1
    }
    const rest = chunk.subarray(from)
    bytes += rest.length
    if (bytes > maxLine) dropping = true
    held = dropping ? [] : [...held, rest]
  }
  if (!dropping) yield* parsed(Buffer.concat(held))
}

function* parsed(line: Buffer): Generator {
  const text = line.toString('utf8').trim()
  if (text === '') return
  try {
    yield JSON.parse(text) as unknown
  } catch {
    // half a line of a broken connection
  }
}
