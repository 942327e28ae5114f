import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareHome } from '../base/home.ts'
import { pathsOf, type Paths } from '../base/paths.ts'
import { deleteBelongings, deleteRest, previewReset } from './reset.ts'

let dir = ''
let paths: Paths
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-reset-'))
  paths = pathsOf(path.join(dir, 'home'))
  await prepareHome(paths)
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('what is there is named and sized, what is not is not', async () => {
  await writeFile(paths.machine.dataDisk, Buffer.alloc(100_000, 1))
  await writeFile(path.join(paths.logs, 'host.log'), 'x')
  const preview = await previewReset(paths)
  expect(preview.items.map(({ what }) => what)).toEqual(['data disk: containers, images, volumes', 'logs'])
  expect(preview.items[0]?.bytes).toBeGreaterThanOrEqual(100_000)
  expect(preview.bytes).toBe(preview.items.reduce((sum, { bytes }) => sum + bytes, 0))
})

test('a home that is all ours goes away, and a new one can be made', async () => {
  await writeFile(paths.settings, '{}')
  await writeFile(paths.run.lock, '')
  await deleteRest(paths)
  await expect(stat(paths.home)).rejects.toThrow()
  await deleteRest(paths)
  await prepareHome(paths)
})

/** The paths name the driver too. */
const isPath = (value: unknown): value is string => typeof value === 'string' && path.isAbsolute(value)

test('whatever Berth has a name for goes', async () => {
  for (const file of Object.values(paths).filter(isPath))
    if (!(await stat(file).catch(() => null))) await writeFile(file, '{}')
  await deleteRest(paths)
  await expect(stat(paths.home)).rejects.toThrow()
})

test('what others put there stays', async () => {
  await mkdir(path.join(paths.home, 'docker-of-user'))
  await deleteRest(paths)
  expect(await readdir(paths.home)).toEqual(['docker-of-user'])
})

test('while a host still runs, its sockets stay and all else goes', async () => {
  await writeFile(paths.settings, '{}')
  await writeFile(paths.run.lock, '')
  await deleteBelongings(paths)
  expect(await readdir(paths.home)).toEqual(['run'])
})
