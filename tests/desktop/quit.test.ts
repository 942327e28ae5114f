import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { BerthError } from '../../electron/base/errors.ts'
import * as electron from '../fakes/electron/index.ts'
import { Desk, patience } from './desk.ts'

const desk = new Desk()
const acts: string[] = []
beforeAll(async () => {
  const { machine } = desk.services
  const { suspend, stop } = machine
  Object.assign(machine, {
    suspend: () => (acts.push('suspend'), suspend()),
    stop: () => (acts.push('stop'), stop()),
  })
  await desk.start(['--hidden'])
  await desk.trayShows('Suspend')
})
afterAll(() => desk.remove())

const question = () =>
  vi.waitFor(() => {
    const asked = electron.dialog.test.asked.shift()
    if (!asked) throw new Error('nothing is asked')
    return asked
  }, patience)

test('a hidden start shows no window', () => {
  expect(electron.windows).toEqual([])
})

test('asked about, it can be called off', async () => {
  await desk.setAtQuit('ask', { atLogin: true })
  electron.app.quit()
  const asked = await question()
  expect(asked.options.buttons).toEqual(['Suspend and quit', 'Stop and quit', 'Cancel'])
  asked.answer(2)
  await new Promise((resolve) => setImmediate(resolve))
  expect([acts, electron.app.test.exited]).toEqual([[], null])
})

test('a machine that does not come to rest is told, and not left behind unsaid', async () => {
  await desk.setAtQuit('suspend', { atLogin: false })
  const { suspend } = desk.services.machine
  Object.assign(desk.services.machine, {
    suspend: () => Promise.reject(new BerthError('disk-full', 'The disk is full.', { hint: '' })),
  })
  electron.app.quit()
  const asked = await question()
  expect(asked.options.detail).toContain('The disk is full.')
  asked.answer(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(electron.app.test.exited).toBeNull()
  Object.assign(desk.services.machine, { suspend })
})

test('quitting suspends the machine first, then ends the host, then the app', async () => {
  desk.chooseInTray('Quit Berth')
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect(acts).toEqual(['suspend'])
  expect(desk.child.test.exited).toBe(true)
  expect(electron.utilityProcess.test.forked).toHaveLength(1)
})
