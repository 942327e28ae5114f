import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silent } from '../../../base/log.ts'
import { pathsOf } from '../../../base/paths.ts'
import { VzDriver } from './driver.ts'
import { rosettaPlace } from './rosetta.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'rosetta-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

it('is there once it is installed, on Apple silicon alone', async () => {
  const file = path.join(dir, 'rosetta')
  const silicon = rosettaPlace('aarch64', file)
  expect(silicon.isInstalled()).toBe(false)
  expect(silicon.needs()).toMatchObject([
    { id: 'rosetta', state: 'warning', fix: { command: 'softwareupdate --install-rosetta' } },
  ])
  await writeFile(file, '')
  expect(silicon.isInstalled()).toBe(true)
  expect(silicon.needs()).toMatchObject([{ id: 'rosetta', state: 'ok', fix: null }])
  expect(rosettaPlace('x86_64', file).isInstalled()).toBe(false)
  expect(rosettaPlace('x86_64', file).needs()).toEqual([])
})

it('is a capability of the driver from the moment on in which it is installed', async () => {
  const rosettaFile = path.join(dir, 'rosetta')
  const paths = pathsOf(dir, { BERTH_DRIVER: 'vz' })
  const driver = new VzDriver({ paths, log: silent, architecture: 'aarch64', rosettaFile })
  expect(driver.capabilities.rosetta).toBe(false)
  await writeFile(rosettaFile, '')
  expect(driver.capabilities.rosetta).toBe(true)
})
