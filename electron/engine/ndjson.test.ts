import { expect, it } from 'vitest'
import { jsonLines } from './ndjson.ts'

async function read(chunks: (string | Buffer)[], maxLine?: number): Promise<unknown[]> {
  async function* given(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  const values: unknown[] = []
  for await (const value of jsonLines(given(), maxLine)) values.push(value)
  return values
}

it('gives values however the stream is cut, characters too', async () => {
  const whole = Buffer.from('{"a":"ü✓"}\r\n\n[1,2]\n"last"')
  for (let cut = 0; cut < whole.length; cut += 1)
    expect(await read([whole.subarray(0, cut), whole.subarray(cut)])).toEqual([{ a: 'ü✓' }, [1, 2], 'last'])
})

it('skips what is no JSON', async () => {
  expect(await read(['1\nnonsense\n2\n{"half'])).toEqual([1, 2])
})

it('drops a line that is too long, wherever it is cut, and goes on behind it', async () => {
  const long = JSON.stringify('x'.repeat(50))
  expect(await read([`1\n${long}\n2\n`], 20)).toEqual([1, 2])
  expect(await read(['1\n', long.slice(0, 30), long.slice(30), '\n2\n'], 20)).toEqual([1, 2])
  expect(await read(['1\n', long], 20)).toEqual([1])
})
