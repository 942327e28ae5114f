import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Welcome } from './welcome.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-welcome-'))
})
afterEach(async () => rm(dir, { recursive: true }))

const welcome = () =>
  new Welcome({
    welcome: path.join(dir, 'welcome.json'),
    machine: { dataDisk: path.join(dir, 'data.qcow2') },
  })

test('a new home is welcomed until that is done, also when its disk is there by then', async () => {
  expect(await welcome().isDue()).toBe(true)
  await writeFile(path.join(dir, 'data.qcow2'), '')
  expect(await welcome().isDue()).toBe(true)
  await welcome().done()
  expect(await welcome().isDue()).toBe(false)
})

test('a home that was used before there was a welcome gets none', async () => {
  await writeFile(path.join(dir, 'data.qcow2'), '')
  expect(await welcome().isDue()).toBe(false)
  await rm(path.join(dir, 'data.qcow2'))
  expect(await welcome().isDue()).toBe(false)
})
