import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { linesOf } from './lines.ts'

async function batches(...chunks: (string | Buffer)[]): Promise<string[][]> {
  const all: string[][] = []
  for await (const lines of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) all.push(lines)
  return all
}

it('gives the lines of a chunk together and waits for the rest of one', async () => {
  expect(await batches('one\ntwo\nth', 'ree\n')).toEqual([['one', 'two'], ['three']])
})

it('counts a last line without its end, and empty lines', async () => {
  expect(await batches('\na\n\nb')).toEqual([['', 'a', ''], ['b']])
})

it('puts a letter together that two chunks share', async () => {
  const ship = Buffer.from('船\n')
  expect(await batches(ship.subarray(0, 1), ship.subarray(1))).toEqual([['船']])
})

it('keeps no more than the beginning of an endless line', async () => {
  const [first] = await batches(...Array.from({ length: 40 }, () => 'x'.repeat(64 * 1024)))
  expect(first?.[0]?.length).toBe(64 * 1024)
})
