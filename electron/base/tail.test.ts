import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tailFile } from './tail.ts'

let dir = ''
let file = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-tail-'))
  file = path.join(dir, 'x.log')
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function tail(lines: number): Promise<string[]> {
  const all: string[] = []
  for await (const batch of tailFile(file, { lines, follow: false }, new AbortController().signal))
    all.push(...batch)
  return all
}

/** Follows the file, collecting lines; `until` resolves once the collected lines end with these. */
function following(lines: number): { until(...ending: string[]): Promise<string[]>; stop(): Promise<void> } {
  const control = new AbortController()
  const all: string[] = []
  let heard: () => void = () => undefined
  const run = (async () => {
    for await (const batch of tailFile(file, { lines, follow: true }, control.signal)) {
      all.push(...batch)
      heard()
    }
  })()
  return {
    async until(...ending) {
      while (all.slice(-ending.length).join('\n') !== ending.join('\n'))
        await new Promise<void>((resolve) => (heard = resolve))
      return [...all]
    },
    async stop() {
      control.abort()
      await run
    },
  }
}

test('a missing file has no lines', async () => {
  expect(await tail(5)).toEqual([])
})

test('the last lines, with or without a final line feed', async () => {
  await writeFile(file, 'a\nb\r\nc\n')
  expect(await tail(2)).toEqual(['b', 'c'])
  expect(await tail(0)).toEqual([])
  expect(await tail(9)).toEqual(['a', 'b', 'c'])
  await writeFile(file, 'a\nb\nhalf')
  expect(await tail(2)).toEqual(['b', 'half'])
})

test('lines over many blocks are counted from the end', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i} äöü`)
  await writeFile(file, lines.join('\n') + '\n')
  expect(await tail(20_000)).toEqual(lines.slice(-20_000))
})

test('added lines follow, whole, though a letter of many bytes came in two writes', async () => {
  await writeFile(file, 'old\n')
  const follow = following(1)
  await follow.until('old')
  const bytes = Buffer.from('grün\n')
  await appendFile(file, bytes.subarray(0, 3))
  await appendFile(file, bytes.subarray(3))
  expect(await follow.until('grün')).toEqual(['old', 'grün'])
  await follow.stop()
})

test('a rotated file is read to its end, then its successor', async () => {
  await writeFile(file, 'one\n')
  const follow = following(10)
  await follow.until('one')
  await appendFile(file, 'two\n')
  await rename(file, path.join(dir, 'x.1.log'))
  await writeFile(file, 'three\n')
  expect(await follow.until('three')).toEqual(['one', 'two', 'three'])
  await follow.stop()
})

test('a file that appears later is followed from its beginning', async () => {
  const follow = following(10)
  await writeFile(file, 'first\n')
  expect(await follow.until('first')).toEqual(['first'])
  await follow.stop()
})

test('a file that was cut short begins anew', async () => {
  await writeFile(file, 'a long first line\n')
  const follow = following(10)
  await follow.until('a long first line')
  await writeFile(file, 'new\n')
  expect(await follow.until('new')).toEqual(['a long first line', 'new'])
  await follow.stop()
})
