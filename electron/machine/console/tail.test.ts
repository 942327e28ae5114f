import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tail } from './tail.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-tail-'))
  file = path.join(dir, 'console')
  await writeFile(file, 'before ')
})
afterEach(() => rm(dir, { recursive: true }))

it('gives what comes, from where it is told to, and ends with the rest', async () => {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const read = tail(file, 7, ended)
  const first = read.next()
  const writer = await open(file, 'r+')
  await writer.write('one ', 7)
  expect(String((await first).value)).toBe('one ')
  const second = read.next()
  await writer.write('two ', 11)
  expect(String((await second).value)).toBe('two ')
  await writer.write('three', 15)
  end()
  expect(String((await read.next()).value)).toBe('three')
  expect((await read.next()).done).toBe(true)
  await writer.close()
})

it('lets go of what has been read, so that a guest that shouts does not fill the disk', async () => {
  const writer = await open(file, 'r+')
  let end: () => void = () => undefined
  const read = tail(file, 0, new Promise<void>((resolve) => (end = resolve)))
  const chunk = Buffer.alloc(2 ** 18, 'x')
  let [at, heard] = [0, 0]
  while (at < 2 ** 23) {
    await writer.write(chunk, 0, chunk.length, at)
    at += chunk.length
    while (heard < at) heard += ((await read.next()).value as Buffer).length
  }
  expect(heard).toBe(at)
  const { blocks } = await stat(file)
  expect(blocks * 512).toBeLessThan(2 ** 22)
  end()
  await writer.close()
  await read.return(undefined)
})
