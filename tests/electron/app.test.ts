import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The built app on Electron itself; a machine is never started here. */
const executablePath = process.env['BERTH_ELECTRON'] ?? ''
let home = ''
let app: ElectronApplication
let page: Page

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'berth-electron-'))
  const main = path.resolve(import.meta.dirname, '../../dist/main.js')
  app = await _electron.launch({ executablePath, args: [main], env: { ...process.env, BERTH_HOME: home } })
  page = await app.firstWindow()
  await page.getByRole('banner').waitFor()
})
afterAll(async () => {
  await app.close()
  await rm(home, { recursive: true, force: true })
})

test('the window shows the page under its own scheme, and the host answers it', async () => {
  expect(page.url()).toMatch(/^app:\/\/berth\//)
  await page.getByRole('button', { name: /^Machine: stopped/ }).waitFor()
})

test('the page has nothing of Node or Electron', async () => {
  expect(
    await page.evaluate(() => ['require', 'process', 'electron'].filter((name) => name in window)),
  ).toEqual([])
})

test('it leads nowhere else', async () => {
  await page.evaluate(() => window.open('https://example.com/'))
  await page.evaluate(() => location.assign('https://example.com/'))
  expect(page.url()).toMatch(/^app:\/\/berth\//)
  expect(app.windows()).toHaveLength(1)
})

test('closing the window keeps the app', async () => {
  await page.close()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  await app.evaluate(({ app: electron }) => electron.emit('activate'))
  page = await app.waitForEvent('window')
  await page.getByRole('banner').waitFor()
})
