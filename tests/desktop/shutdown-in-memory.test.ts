import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as electron from '../fakes/electron/index.ts'
import { scenes } from '../fakes/scenes.ts'
import { Desk, patience } from './desk.ts'

const scene = scenes.three()
const { machine } = scene
const desk = new Desk({
  ...scene,
  machine: { ...machine, status: { ...machine.status, suspends: 'in-memory' } },
})
beforeAll(async () => {
  await desk.start()
  await desk.trayShows('Suspend')
})
afterAll(() => desk.remove())

test('a machine that would be suspended in memory is stopped when the computer goes down', async () => {
  electron.powerMonitor.emit('shutdown')
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect((await desk.services.machine.view()).status.state).toBe('stopped')
})
