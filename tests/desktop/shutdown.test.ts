import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as electron from '../fakes/electron/index.ts'
import { preventable } from '../fakes/electron/events.ts'
import { Desk, patience } from './desk.ts'

const desk = new Desk()
beforeAll(async () => {
  await desk.start(['berth://containers/web'])
  await desk.trayShows('Suspend')
})
afterAll(() => desk.remove())

test('a link that the app was started with is where it opens', async () => {
  expect((await desk.window()).webContents.mainFrame.url).toBe('app://berth/containers/web/overview')
})

test('a container that dies is told by the system, with what can be done', async () => {
  const window = await desk.window()
  window.test.focused = false
  const { notices } = desk.services
  const mute = vi.spyOn(desk.services.engine.notices, 'mute')
  const now = new Date().toISOString()
  const web = {
    id: 'a',
    name: 'web',
    composeProject: null,
    exitCode: 137,
    count: 1,
    lastAt: now,
    line: 'Killed',
  }
  const notice = {
    id: 'n1',
    kind: 'died',
    firstAt: now,
    lastAt: now,
    count: 1,
    containers: [web],
    more: 0,
    read: false,
  } as const
  notices.set({ ...notice, containers: [web] })
  const { shown } = electron.Notification.test
  await vi.waitFor(() => expect(shown).toHaveLength(1), patience)
  expect(shown[0]?.test.options).toMatchObject({ title: 'web died with exit code 137', body: 'Killed' })
  notices.set({ ...notice, containers: [web], count: 2 })
  shown[0]?.emit('click')
  await vi.waitFor(
    () => expect(window.webContents.mainFrame.url).toBe('app://berth/containers/web/logs'),
    patience,
  )
  shown[0]?.emit('action', { actionIndex: 1 })
  await vi.waitFor(() => expect(mute).toHaveBeenCalledWith({ container: 'web' }, true), patience)
  window.test.focused = true
  notices.set({ ...notice, id: 'n2', containers: [web] })
  await desk.services.settings.set('atLogin', true)
  await vi.waitFor(() => stat(path.join(desk.home, 'config/autostart/berth.desktop')), patience)
  expect(shown).toHaveLength(1)
})

test('start at login is an entry of the desktop’s, hidden, and goes again', async () => {
  const entry = path.join(desk.home, 'config/autostart/berth.desktop')
  expect(await readFile(entry, 'utf8')).toMatch(/^Exec="[^"]+" --hidden$/m)
  await desk.services.settings.set('atLogin', false)
  await vi.waitFor(() => expect(stat(entry)).rejects.toThrow('ENOENT'), patience)
})

test('the computer’s shutdown waits until the machine is suspended', async () => {
  const event = preventable({})
  electron.powerMonitor.emit('shutdown', event)
  expect(event.defaultPrevented).toBe(true)
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect((await desk.services.machine.view()).status.state).toBe('suspended')
})
