import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { portWanted } from '../../electron/api/port/names.ts'
import { scenes } from '../fakes/scenes.ts'
import { FakeServices } from '../fakes/services.ts'
import { expectAccessible } from './accessible.ts'
import { DesktopPage } from './desktop-page.ts'
import { Table } from './pages/table.ts'

const services = new FakeServices(scenes.three())
let desktop: DesktopPage
beforeAll(async () => {
  desktop = await DesktopPage.open(services)
})
afterAll(() => desktop.close())

const row = (page: Page, name: string) => new Table(page, 'Containers', 'container').row(name)
const patience = { timeout: 15_000 }

test('the page works over the port that the preload hands it, and over nothing else', async () => {
  const page = await desktop.visit('/containers')
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await row(page, 'web').waitFor()
  expect(desktop.asked).toEqual([portWanted])
  expect(sockets).toEqual([])
  // No more than this stands between page and Electron.
  const globals = await page.evaluate(() =>
    Object.keys(window).filter((name) => /electron|ipc|require|process/i.test(name)),
  )
  expect(globals).toEqual([])
  await expectAccessible(page)
  await page.context().close()
})

test('keyboard and live changes are as in the browser', async () => {
  const page = await desktop.visit('/containers')
  await row(page, 'web').waitFor()
  await services.engine.containers.act(scenes.three().containers[0]!.id, 'stop')
  await row(page, scenes.three().containers[0]!.name).getByText('Exited (0)').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.context().close()
})

test('a host that crashes greys the page; once it is back, so is the page, with what it missed', async () => {
  const page = await desktop.visit('/containers')
  await row(page, 'web').waitFor()
  desktop.isUp = false
  desktop.crash()
  await page.getByText(/Berth has not answered since \d\d:\d\d:\d\d/).waitFor()
  await expectAccessible(page)
  desktop.isUp = true
  services.containers.delete(scenes.three().containers.find(({ name }) => name === 'web')!.id)
  desktop.crash()
  await row(page, 'web').waitFor({ state: 'detached' })
  await page.getByText(/Berth has not answered since/).waitFor({ state: 'detached' })
  await page.context().close()
})

test('tray, menus and links lead the page without a new load, and speak its language', async () => {
  const page = await desktop.visit('/containers')
  await vi.waitFor(async () => expect(await services.desktop.show('/volumes')).toBe(true), patience)
  await page.waitForURL('**/volumes')
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1)
  const spoken = await services.desktop.spoken(new AbortController().signal).next()
  expect(spoken.value).toBe('en')
  await page.context().close()
})

test('the app’s own notifications stand in place of the browser’s', async () => {
  const page = await desktop.visit('/containers')
  await page.getByRole('banner').waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['shell'])).toBe('desktop')
  await page.context().close()
})

test('files go both ways through the page’s own scheme', async () => {
  const page = await desktop.visit('/containers')
  await page.getByRole('banner').waitFor()
  const bytes = Buffer.alloc(3_000_000, 'berth')
  const from = services.transfers.download({
    name: 'a.tar',
    type: 'application/x-tar',
    bytes: bytes.length,
    open: async () => Readable.from([bytes]),
  })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), { href, download: '' })
      link.click()
    }, from),
  ])
  expect(download.suggestedFilename()).toBe('a.tar')
  expect((await buffer(await download.createReadStream())).equals(bytes)).toBe(true)

  let got = 0
  const to = services.transfers.upload({
    take: async (body) => {
      got = (await buffer(body)).length
    },
  })
  const status = await page.evaluate(
    async (at) => (await fetch(at, { method: 'PUT', body: new Blob(['x'.repeat(2_000_000)]) })).status,
    to,
  )
  expect([status, got]).toEqual([204, 2_000_000])
  await page.context().close()
})
