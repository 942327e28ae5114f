import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { electronBinary } from './binary.ts'

test('a folder that is named is looked into, and one without the program has none', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-electron-'))
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: dir })).toBeNull()
  await writeFile(path.join(dir, 'electron'), '')
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: dir })).toBe(path.join(dir, 'electron'))
  await rm(dir, { recursive: true })
})
