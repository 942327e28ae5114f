import { appendFile, mkdtemp, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../base/log.ts'
import { pathsOf, type MachinePaths } from '../../base/paths.ts'
import { ensurePrivateDir } from '../files.ts'
import { StateStore } from './store.ts'

let paths: MachinePaths
let store: StateStore
const said: string[] = []

beforeEach(async () => {
  paths = pathsOf(await mkdtemp(path.join(os.tmpdir(), 'berth-state-'))).machine
  await ensurePrivateDir(paths.dir)
  said.length = 0
  store = new StateStore(paths, { ...silent, info: (_, message) => said.push(message) })
  await writeFile(paths.dataDisk, 'disk')
  await writeFile(paths.stateFile, 'state')
  await store.save({ fingerprint: 'f', accelerator: 'tcg', acceleratorReason: 'r', bytes: 5, crc32: 1 })
})
afterEach(async () => rm(path.dirname(paths.dir), { recursive: true }))

const misfit = async (fingerprint = 'f'): Promise<string | null> =>
  store.misfit((await store.read())!, fingerprint)

describe('StateStore', () => {
  it('keeps what fits', async () => {
    expect(await store.read()).toMatchObject({ fingerprint: 'f', accelerator: 'tcg', crc32: 1 })
    expect(await misfit()).toBeNull()
    expect((await stat(paths.stateRecord)).mode & 0o777).toBe(0o600)
  })

  it('notices other arguments, another disk and a truncated file', async () => {
    expect(await misfit('g')).toBe('the settings, the image or the hypervisor have changed since')
    await truncate(paths.stateFile, 4)
    expect(await misfit()).toBe('its file has 4 bytes, not 5')
    const before = await stat(paths.dataDisk)
    await appendFile(paths.dataDisk, '!')
    expect(await misfit()).toBe('the data disk has changed since')
    await truncate(paths.dataDisk, 4)
    await utimes(paths.dataDisk, before.atime, new Date(before.mtimeMs + 5000))
    expect(await misfit()).toBe('the data disk has changed since')
  })

  it('drops both files, with a word only when there was a state', async () => {
    await store.drop('it was asked for')
    expect(said).toEqual(['the suspended state is dropped: it was asked for'])
    expect(await store.read()).toBeNull()
    await store.drop('again')
    expect(said).toHaveLength(1)
  })

  it('has no state without a valid record, or without its file', async () => {
    await writeFile(paths.stateRecord, '{"fingerprint":1}')
    expect(await store.read()).toBeNull()
    await rm(paths.stateRecord)
    expect(await store.read()).toBeNull()
  })
})
