import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as electron from '../fakes/electron/index.ts'
import { scenes } from '../fakes/scenes.ts'
import { Desk, patience } from './desk.ts'

const scene = scenes.three()
const { machine } = scene
const desk = new Desk({ ...scene, machine: { ...machine, status: { ...machine.status, suspends: null } } })
beforeAll(async () => {
  await desk.start(['--hidden'])
  await desk.trayShows('Restart')
})
afterAll(() => desk.remove())

const state = async (): Promise<string> => (await desk.services.machine.view()).status.state

test('asked about a machine that cannot be suspended, one is not offered to', async () => {
  expect(desk.trayLabels()).not.toContain('Suspend')
  await desk.setAtQuit('ask', { atLogin: true })
  electron.app.quit()
  const asked = await vi.waitFor(() => {
    const question = electron.dialog.test.asked.shift()
    if (!question) throw new Error('nothing is asked')
    return question
  }, patience)
  expect(asked.options.buttons).toEqual(['Stop and quit', 'Cancel'])
  expect(asked.options.detail).toContain('With shared folders it cannot be suspended.')
  asked.answer(1)
  await new Promise((resolve) => setImmediate(resolve))
  expect([await state(), electron.app.test.exited]).toEqual(['running', null])
})

test('one that should be suspended at quit is stopped instead', async () => {
  await desk.setAtQuit('suspend', { atLogin: false })
  electron.app.quit()
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect(await state()).toBe('stopped')
})
