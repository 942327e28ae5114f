import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RotatingFile } from './rotating-file.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-log-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})
const read = (name: string): Promise<string> => readFile(path.join(dir, name), 'utf8')

test('only so many files of so many bytes are kept, for their owner alone', async () => {
  const file = new RotatingFile(path.join(dir, 'host.log'), { maxBytes: 10, keep: 2 })
  for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) file.write(`${word}\n`)
  file.close()
  expect((await readdir(dir)).sort()).toEqual(['host.1.log', 'host.2.log', 'host.log'])
  expect(await read('host.log')).toBe('six\nseven\n')
  expect(await read('host.1.log')).toBe('four\nfive\n')
  expect(await read('host.2.log')).toBe('three\n')
  expect((await stat(path.join(dir, 'host.log'))).mode & 0o777).toBe(0o600)
})

test('what is there already counts, and is added to', async () => {
  await writeFile(path.join(dir, 'host.log'), 'before\n')
  const file = new RotatingFile(path.join(dir, 'host.log'), { maxBytes: 12, keep: 1 })
  file.write('a\n')
  file.write('later\n')
  file.close()
  expect(await read('host.1.log')).toBe('before\na\n')
  expect(await read('host.log')).toBe('later\n')
})

test('a line longer than a file still comes whole', async () => {
  const file = new RotatingFile(path.join(dir, 'host.log'), { maxBytes: 4, keep: 1 })
  file.write('much too long\n')
  file.write('x\n')
  file.close()
  expect(await read('host.1.log')).toBe('much too long\n')
})

test('a write that fails is counted, and ends nothing', () => {
  const file = new RotatingFile('/dev/full', { maxBytes: 1e9, keep: 1 })
  file.write('a\n')
  file.write('b\n')
  expect(file.dropped).toBe(2)
  file.close()
})
