import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import * as electron from '../fakes/electron/index.ts'
import { Desk, patience } from './desk.ts'

const desk = new Desk()
afterAll(() => desk.remove())

test('a second start of a home leaves all to the first, and ends', async () => {
  electron.app.test.alone = false
  await desk.start(['berth://containers/web'])
  await vi.waitFor(() => expect(electron.app.test.exited).toBe(0), patience)
  expect(electron.windows).toEqual([])
  expect(electron.utilityProcess.test.forked).toEqual([])
  expect(electron.Tray.test.current).toBeNull()
  expect(existsSync(path.join(desk.home, 'run'))).toBe(false)
})
