import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { batchWrites } from './batch-writes.ts'

it('lets what is written in one turn leave together, in order, and holds nothing longer', async () => {
  const calls: string[] = []
  const take = (chunks: { chunk: Buffer }[], done: () => void): void => {
    calls.push(chunks.map(({ chunk }) => chunk.toString()).join(''))
    done()
  }
  const stream = new Writable({ writev: take, write: (chunk: Buffer, _, done) => take([{ chunk }], done) })
  batchWrites(stream)
  stream.write('length ')
  stream.write('payload ')
  stream.write('tag')
  expect(calls).toEqual([])
  await new Promise<void>((resolve) => process.nextTick(resolve))
  expect(calls).toEqual(['length payload tag'])
  stream.write('next')
  await new Promise<void>((resolve) => process.nextTick(resolve))
  expect(calls).toEqual(['length payload tag', 'next'])
})

it('still tells its writer to wait, and calls back', async () => {
  const stream = new Writable({ highWaterMark: 4, write: (_, __, done) => done() })
  batchWrites(stream)
  let called = 0
  expect(stream.write('ab', () => (called += 1))).toBe(true)
  expect(stream.write('cdef', () => (called += 1))).toBe(false)
  await new Promise((resolve) => stream.once('drain', resolve))
  expect(called).toBe(2)
})
