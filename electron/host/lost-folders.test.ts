import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { machineSettings } from '../../tests/fakes/driver.ts'
import { lostFolders } from './lost-folders.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'lost-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const lost = async (shared: readonly string[], wanted: readonly string[], state: 'running' | 'stopped') => {
  const settings = path.join(dir, 'settings.json')
  await writeFile(settings, JSON.stringify({ sharedFolders: wanted }))
  const errors = await lostFolders(
    { settings },
    { state, settings: { ...machineSettings, sharedFolders: [...shared] } },
  )
  return errors.map(({ message }) => message)
}

test('a folder that is wanted, not seen and not there is told of, until it is there', async () => {
  const gone = path.join(dir, 'gone')
  const message = `The shared folder ${gone} is not there: the machine was started without it.`
  expect(await lost(['/srv/seen'], ['/srv/seen', gone], 'running')).toEqual([message])
  expect(await lost([], [gone], 'stopped')).toEqual([])
  // The settings say by themselves what comes with the next start.
  await mkdir(gone)
  expect(await lost(['/srv/seen'], ['/srv/seen', gone], 'running')).toEqual([])
})

test('a file is no folder', async () => {
  const file = path.join(dir, 'file')
  await writeFile(file, '')
  expect(await lost([], [file], 'running')).toHaveLength(1)
})

test('damaged settings are told of elsewhere', async () => {
  const settings = path.join(dir, 'settings.json')
  await writeFile(settings, '{')
  expect(await lostFolders({ settings }, { state: 'running', settings: machineSettings })).toEqual([])
})
