import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { scenes } from '../fakes/scenes.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.three()))
const row = (page: Awaited<ReturnType<App['visit']>>, name: string) =>
  new Table(page, 'Containers', 'container').row(name)

test('the page is built for production, whoever asked for the build', async () => {
  const dir = path.resolve(import.meta.dirname, '../../dist/renderer/assets')
  const scripts = (await readdir(dir)).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(scripts.map((name) => readFile(path.join(dir, name), 'utf8')))
  expect(texts.some((text) => text.includes('useSyncExternalStore'))).toBe(true)
  expect(texts.filter((text) => text.includes('Invalid hook call')).length).toBe(0)
})

test('a browser without a session sees nothing of it', async () => {
  const context = await app().browser.newContext()
  const page = await context.newPage()
  const answer = await page.goto(new URL('/containers', app().server.url).href)
  expect(answer?.status()).toBe(403)
  await page.getByText('berth open').waitFor()
  await context.close()
})

test('after a lost connection the page greys, comes back by itself, and shows what it missed', async () => {
  const page = await app().visit('/containers')
  await row(page, 'web').waitFor()
  await page.context().setOffline(true)
  app().cut()
  await page.getByText(/Berth has not answered since \d\d:\d\d:\d\d/).waitFor()
  await expectAccessible(page)
  await app().fake.engine.containers.act(scenes.three().containers[0]!.id, 'stop')
  await page.context().setOffline(false)
  await row(page, 'web').getByText('Exited (0)').waitFor()
  await page.getByText(/Berth has not answered since/).waitFor({ state: 'detached' })
})

test('a session that ended says how to open the page again', async () => {
  const page = await app().visit('/containers')
  await row(page, 'web').waitFor()
  await page.context().clearCookies()
  app().cut()
  await page.getByRole('heading', { name: 'This page is not connected to Berth any more' }).waitFor()
  await page.getByText('berth open', { exact: true }).waitFor()
  await expectAccessible(page)
})
