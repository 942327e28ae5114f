import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { portLost } from '../../electron/api/port/names.ts'
import * as electron from '../fakes/electron/index.ts'
import { Desk, patience } from './desk.ts'

const desk = new Desk()
beforeAll(() => desk.start())
afterAll(() => desk.remove())

const { forked } = electron.utilityProcess.test
const question = () =>
  vi.waitFor(() => {
    const asked = electron.dialog.test.asked.shift()
    if (!asked) throw new Error('nothing is asked')
    return asked
  }, patience)

test('a host that crashes is started again, and page and tray are connected again', async () => {
  const page = desk.page(await desk.window())
  const kinds: string[] = []
  page.api.containers.watch.subscribe(undefined, { onData: ({ kind }) => kinds.push(kind) })
  await vi.waitFor(() => expect(kinds).toEqual(['all']), patience)
  const { given } = (await desk.window()).webContents.mainFrame.test
  given.length = 0
  desk.child.test.exit(139)
  await vi.waitFor(() => expect(given.map(({ channel }) => channel)).toContain(portLost), patience)
  await vi.waitFor(() => expect(kinds).toEqual(['all', 'all']), patience)
  expect(forked).toHaveLength(2)
  desk.services.containers.delete(
    [...desk.services.containers.rows.values()].find(({ name }) => name === 'web')!.id,
  )
  await vi.waitFor(() => expect(desk.trayLabels()).not.toContain('web'), patience)
  await page.close()
})

test('a host that ended in order is started again, too', async () => {
  desk.endHost()
  await vi.waitFor(() => expect(forked).toHaveLength(3), patience)
  await desk.trayShows('Suspend')
})

test('one that cannot live is given up after some tries, told, and tried again on demand', async () => {
  electron.utilityProcess.test.run = (child) => child.test.exit(1)
  desk.child.test.exit(1)
  const asked = await question()
  expect(asked.options).toMatchObject({
    message: 'Berth’s host process ended again and again.',
    buttons: ['Try again', 'Show the log', 'Quit'],
  })
  expect(forked.length).toBeLessThanOrEqual(5)
  await desk.trayShows('Berth’s host does not run')
  electron.utilityProcess.test.run = (child) => desk.runHost(child)
  asked.answer(0)
  await desk.trayShows('Suspend')
}, 30_000)

test('a home that cannot be used is told in the host’s own words, and not tried again', async () => {
  const before = forked.length
  electron.utilityProcess.test.run = (child) => {
    const error = { code: 'home-unusable', message: 'Its disk is read-only.', hint: 'Use another.' }
    child.test.parent.postMessage({ kind: 'failed', error })
    child.test.exit(1)
  }
  desk.child.test.exit(1)
  const asked = await question()
  expect(asked.options).toMatchObject({ message: 'Its disk is read-only.', detail: 'Use another.' })
  expect(forked).toHaveLength(before + 1)
  electron.utilityProcess.test.run = (child) => desk.runHost(child)
  asked.answer(0)
  await desk.trayShows('Suspend')
})

test('a page that crashes is loaded anew; one that does so again and again is asked about', async () => {
  const { webContents } = await desk.window()
  const crash = () => webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
  for (let times = 1; times <= 3; times += 1) crash()
  expect(webContents.test.reloads).toBe(3)
  crash()
  const asked = await question()
  expect(asked.options.detail).toContain('crashed')
  asked.answer(0)
  await vi.waitFor(() => expect(webContents.test.reloads).toBe(4), patience)
})

test('a page that hangs can be waited for or loaded anew', async () => {
  const window = await desk.window()
  window.emit('unresponsive')
  const asked = await question()
  expect(asked.options.buttons).toEqual(['Wait', 'Load it anew'])
  asked.answer(1)
  await vi.waitFor(() => expect(window.webContents.test.crashedByForce).toBe(1), patience)
})

test('a graphics process that crashes again and again can be done without', async () => {
  const gone = (type: string, reason: string) =>
    electron.app.emit('child-process-gone', {}, { type, reason, exitCode: 1 })
  for (let times = 1; times <= 3; times += 1) gone('GPU', 'crashed')
  gone('Utility', 'crashed')
  gone('GPU', 'clean-exit')
  expect(electron.dialog.test.asked).toEqual([])
  gone('GPU', 'crashed')
  const asked = await question()
  expect(asked.options.buttons?.[0]).toBe('Restart without graphics acceleration')
  asked.answer(0)
  await vi.waitFor(() => expect(electron.app.test.relaunched[0]?.args).toContain('--disable-gpu'), patience)
})
