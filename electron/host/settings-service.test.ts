import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appDefaults, appSettingsOf, SettingRow, type Settings } from '../api/schema/settings.ts'
import type { SettingsService } from '../api/services/index.ts'
import { machineSettings } from '../../tests/fakes/driver.ts'
import { FakeGuestSettings } from '../../tests/fakes/guest-settings.ts'
import { silent } from '../base/log.ts'
import { HostEngineSettings } from './engine-settings/service.ts'
import { checkFolders, settingsService } from './settings-service.ts'

let dir = ''
let file = ''
let running: Settings | null = null
let changes = 0
let settings: SettingsService
let guest: FakeGuestSettings
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-settings-'))
  file = path.join(dir, 'settings.json')
  running = null
  changes = 0
  const changed = (): void => {
    changes++
  }
  guest = new FakeGuestSettings()
  const engine = new HostEngineSettings({
    file,
    running: () => (running ? guest.running() : null),
    changed: () => undefined,
    log: silent,
  })
  settings = settingsService({
    file,
    dataDisk: path.join(dir, 'none'),
    canShare: true,
    inUse: () => running,
    engine,
    changed,
  })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('without a file every setting has its default', async () => {
  const rows = await settings.list()
  expect(rows.map((row) => SettingRow.parse(row).name)).toEqual([
    'cpus',
    'memoryMiB',
    'diskGiB',
    'accelerator',
    'engine',
    'sharedFolders',
    'rosetta',
    'atLogin',
    'onQuit',
    'publishTo',
    'appearance',
    'language',
    'updateChannel',
    'updateAutomatic',
  ])
  expect(rows.every((row) => row.isDefault)).toBe(true)
})

test('a change is kept, and only what differs from the defaults', async () => {
  expect(await settings.set('diskGiB', 80)).toMatchObject({
    row: { value: 80, isDefault: false },
    needsRestart: false,
  })
  expect(await settings.set('engine', { labels: ['a'] })).toMatchObject({ row: { value: { labels: ['a'] } } })
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ diskGiB: 80, engine: { labels: ['a'] } })
  expect(await settings.set('diskGiB', null)).toMatchObject({ row: { value: 64, isDefault: true } })
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ engine: { labels: ['a'] } })
  expect(changes).toBe(3)
})

test("the app's settings are told to who watches, and never need a restart of the machine", async () => {
  running = machineSettings
  const end = new AbortController()
  const watched = settings.watch(end.signal)[Symbol.asyncIterator]()
  const next = async () => appSettingsOf((await watched.next()).value as SettingRow[])
  expect(await next()).toEqual(appDefaults)
  expect(await settings.set('onQuit', 'ask')).toMatchObject({ needsRestart: false })
  expect(await next()).toEqual({ ...appDefaults, onQuit: 'ask' })
  await expect(settings.set('onQuit', 'explode')).rejects.toMatchObject({ code: 'settings-invalid' })
  await expect(settings.set('atLogin', 'yes')).rejects.toMatchObject({ code: 'settings-invalid' })
  expect(await settings.set('atLogin', true)).toMatchObject({ row: { value: true, isDefault: false } })
  end.abort()
})

test('a machine that runs with something else needs a restart', async () => {
  running = machineSettings
  expect(await settings.set('diskGiB', 80)).toMatchObject({ needsRestart: true })
  expect(await settings.set('diskGiB', 64)).toMatchObject({ needsRestart: false })
})

test("an engine's settings are kept when the running engine would accept them, and need a restart unless it has them", async () => {
  running = machineSettings
  expect(await settings.set('engine', { debug: true })).toMatchObject({ needsRestart: true })
  expect(await settings.set('engine', null)).toMatchObject({ needsRestart: false })
  guest.says = () => 'unable to configure the Docker daemon with file /x: invalid mirror: "nonsense"'
  await expect(settings.set('engine', { 'registry-mirrors': ['nonsense'] })).rejects.toMatchObject({
    code: 'settings-invalid',
    message: 'The engine does not accept these settings: invalid mirror: "nonsense"',
  })
  expect((await settings.list()).every((row) => row.isDefault)).toBe(true)
})

test.each([
  ['memoryMiB', 12],
  ['memoryMiB', 'lots'],
  ['cpus', 10_000],
  ['cpus', 1.5],
  ['accelerator', 'warp'],
  ['engine', { hosts: ['tcp://0.0.0.0'] }],
  ['engine', 'x'],
  ['engine', ['x']],
] as const)('%s %j is refused by name, and nothing changes', async (name, value) => {
  await expect(settings.set(name, value)).rejects.toMatchObject({
    code: 'settings-invalid',
    message: expect.stringMatching(name) as string,
  })
  expect(changes).toBe(0)
  expect((await settings.list()).every((row) => row.isDefault)).toBe(true)
})

test('a damaged file is not overwritten', async () => {
  await writeFile(file, '{"cpus":')
  await expect(settings.set('cpus', 1)).rejects.toMatchObject({ code: 'settings-invalid' })
  expect(await readFile(file, 'utf8')).toBe('{"cpus":')
})

test('a folder is shared that is there; one that is gone by now keeps nobody from changing the others', async () => {
  const [one, other] = [path.join(dir, 'one'), path.join(dir, 'other')]
  await expect(settings.set('sharedFolders', [one])).rejects.toThrow(
    `There is no folder ${one} on this computer.`,
  )
  for (const folder of [one, other]) await mkdir(folder)
  running = { ...machineSettings, sharedFolders: [one] }
  expect(await settings.set('sharedFolders', [one])).toMatchObject({ needsRestart: false })
  await rm(one, { recursive: true })
  expect(await settings.set('sharedFolders', [one, other])).toMatchObject({ needsRestart: true })
  expect(await settings.set('sharedFolders', [one])).toMatchObject({ row: { value: [one] } })
  await expect(settings.set('sharedFolders', ['/etc'])).rejects.toThrow('must be below /Users')
})

test('where nothing can be shared no folder is taken', async () => {
  await expect(checkFolders([dir], false)).rejects.toMatchObject({
    code: 'settings-invalid',
    message: 'This computer’s hypervisor cannot share folders.',
  })
  await checkFolders([], false)
})
