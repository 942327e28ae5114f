import { mkdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { UpdateAct, UpdateState } from '../../electron/api/schema/update.ts'
import * as electron from '../fakes/electron/index.ts'
import { Desk, patience } from './desk.ts'
import { Feed } from './feed.ts'

/** electron-updater itself, from the menu to the new version's start: only Electron and the releases are made up. */
vi.mock('electron-updater', async () => {
  const { createRequire } = await import('node:module')
  // As CommonJS, so that Electron's place can be taken for it, too (feed.ts).
  return { default: createRequire(import.meta.url)('electron-updater') as unknown }
})

const desk = new Desk()
const feed = new Feed(path.join(desk.home, 'scratch'))
const acts: string[] = []
/** This installation is the last but one of a hundred that a rollout comes to. */
const userId = '12345678-1234-5234-9234-1234fb000000'

beforeAll(async () => {
  await mkdir(path.join(desk.home, 'scratch'), { recursive: true })
  await feed.install(userId, path.join(desk.home, 'desktop'))
  await feed.release('1.0.0')
  await desk.services.settings.set('updateAutomatic', false)
  const { machine } = desk.services
  const { stop } = machine
  Object.assign(machine, { stop: () => (acts.push('stop'), stop()) })
  await desk.start(['--hidden'])
  await desk.trayShows('Suspend')
  await stateIs({ kind: 'none', checkedAt: null })
})
afterAll(async () => {
  await feed.close()
  await desk.remove()
})

async function state(): Promise<UpdateState | null> {
  const watch = desk.services.desktop.update(new AbortController().signal)[Symbol.asyncIterator]()
  const { value } = await watch.next()
  await watch.return()
  return value ?? null
}
const stateIs = (expected: object): Promise<void> =>
  vi.waitFor(async () => expect(await state()).toMatchObject(expected), patience)
const act = (what: UpdateAct): Promise<boolean> => desk.services.desktop.actOnUpdate(what)
const fetched = (): string[] => feed.asked.filter((name) => name.endsWith('.AppImage'))

test('the menu has it looked for, and brings the page up that tells of it', async () => {
  electron.Menu.test.application?.test.click('Help', 'Check for updates…')
  expect((await desk.window()).webContents.mainFrame.url).toBe('app://berth/settings#updates')
  await stateIs({ kind: 'none', checkedAt: expect.any(Number) as number })
  expect(feed.asked).toContain('/latest-linux.yml')
})

test('a rollout that has not come here yet is none', async () => {
  await feed.release('1.1.0', 50)
  const before = feed.asked.length
  await act('check')
  await vi.waitFor(() => expect(feed.asked.length).toBeGreaterThan(before), patience)
  await stateIs({ kind: 'none' })
  await feed.release('1.1.0', 99)
  await act('check')
  await stateIs({ kind: 'available', version: '1.1.0' })
  expect(fetched()).toEqual([])
})

test('what is put off is kept over restarts', async () => {
  await act('later')
  await stateIs({ kind: 'none' })
  const said = JSON.parse(await readFile(path.join(desk.home, 'desktop/update.json'), 'utf8')) as object
  expect(said).toMatchObject({ version: '1.1.0', until: expect.any(Number) as number })
})

test('a file that is not the one of the release is refused', async () => {
  await feed.release('1.1.0', 100, '#!/bin/sh\necho something else\n')
  await act('check')
  await stateIs({ kind: 'available' })
  await act('fetch')
  await stateIs({ kind: 'failed', what: 'fetch', message: expect.stringContaining('sha512') as string })
})

test('an older version is no update, not even on another channel', async () => {
  await feed.release('0.9.0')
  await act('check')
  await stateIs({ kind: 'none' })
})

test('with it switched on, it is fetched by itself, and the system tells that it is there', async () => {
  await feed.release('1.1.0')
  await desk.services.settings.set('updateAutomatic', true)
  await act('check')
  await stateIs({ kind: 'ready', version: '1.1.0' })
  const { shown } = electron.Notification.test
  expect(shown.map(({ test: { options } }) => options.title)).toEqual(['Berth 1.1.0 is ready to install'])
  expect(await readFile(feed.appImage, 'utf8')).toContain('1.0.0')
})

test('an installation that fails is told, and there is a host again', async () => {
  await rename(feed.appImage, `${feed.appImage}.away`)
  await act('install')
  await stateIs({ kind: 'failed', what: 'install', message: expect.stringContaining('ENOENT') as string })
  expect(acts.splice(0)).toEqual(['stop'])
  expect(electron.app.test.exited).toBeNull()
  await vi.waitFor(() => expect(electron.utilityProcess.test.forked).toHaveLength(2), patience)
  await rename(`${feed.appImage}.away`, feed.appImage)
  desk.chooseInTray('Start')
  await desk.trayShows('Suspend')
  await vi.waitFor(async () => expect(await act('check')).toBe(true), patience)
  await stateIs({ kind: 'ready', version: '1.1.0' })
})

test('installed, the machine is stopped first, the host ends, and the new version starts', async () => {
  await act('install')
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect(acts).toEqual(['stop'])
  expect(desk.child.test.exited).toBe(true)
  expect(await readFile(feed.appImage, 'utf8')).toContain('1.1.0')
  await vi.waitFor(async () => expect(await feed.started).toBe('1.1.0 true\n'), patience)
})
