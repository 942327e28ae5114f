import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Paths from '../../electron/base/paths.ts'
import { configOf } from '../../scripts/release/config.ts'
import * as electron from '../fakes/electron/index.ts'
import { preventable } from '../fakes/electron/events.ts'
import { Desk, patience } from './desk.ts'

/** What the desktop app does on Windows alone. */
vi.mock('../../electron/base/paths.ts', async (original) => ({
  ...(await original<typeof Paths>()),
  desktopSystem: 'windows',
}))

const desk = new Desk()
beforeAll(async () => {
  await desk.start(['--hidden'])
  await desk.trayShows('Suspend')
})
afterAll(() => desk.remove())

test('it has the id that its installer gives to its shortcut', () => {
  expect(electron.app.test.appId).toBe('app.berth.Berth')
  expect(configOf({ env: {} }).appId).toBe(electron.app.test.appId)
})

test('start at login is left to the system', async () => {
  await desk.services.settings.set('atLogin', true)
  await vi.waitFor(
    () => expect(electron.app.test.loginItems.at(-1)).toEqual({ openAtLogin: true, args: ['--hidden'] }),
    patience,
  )
})

test('the shutdown waits for the machine though no window is open', async () => {
  expect(electron.windows).toEqual([])
  const [unseen, ...others] = electron.bases
  expect([unseen?.test.options.show, others]).toEqual([false, []])
  const event = preventable({ reasons: ['shutdown'] })
  unseen?.emit('query-session-end', event)
  expect(event.defaultPrevented).toBe(true)
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect((await desk.services.machine.view()).status.state).toBe('suspended')
})
