import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 20_000 }

const bell = (page: Page) => page.getByRole('button', { name: /^Notices:/ })
const panel = (page: Page) => page.getByRole('dialog', { name: 'Notices' })
const item = (page: Page, name: RegExp | string) => panel(page).getByRole('listitem', { name })

test('who dies unasked is told on any page, with the last words, a way to the log and one to the events', async () => {
  const page = await app().visit('/images')
  await page.getByRole('button', { name: 'Notices: none new' }).waitFor()
  await page.keyboard.press('b')
  await panel(page)
    .getByText(/^Nothing to tell/)
    .waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })

  await app().room.run('fails', ['sh', '-c', 'echo panic: no disk; exit 3'])
  await page.getByRole('button', { name: 'Notices: 1 new' }).click()
  await item(page, 'fails died with exit code 3').getByText('panic: no disk').waitFor()
  await page.getByRole('button', { name: 'Notices: none new' }).waitFor()
  await expectAccessibleInBothThemes(page)
  await item(page, /^fails/)
    .getByRole('link', { name: 'Open logs' })
    .click()
  await page.waitForURL('**/containers/fails/logs')
  await panel(page).waitFor({ state: 'detached' })

  // Seen once is seen by every page, and by the next one.
  await page.reload()
  await page.getByRole('button', { name: 'Notices: none new' }).waitFor()
  await new Frame(page).run('Show the notices')
  await item(page, /^fails/)
    .getByRole('link', { name: 'Events' })
    .click()
  await page.waitForURL('**/events?q=name%3Afails')
  await page.getByRole('row', { name: 'container die fails' }).waitFor()
})

test('a new host knows what was told, and what was muted', async () => {
  const { room } = app()
  const old = await app().visit('/containers')
  await bell(old).click()
  await item(old, /^fails/)
    .getByRole('button', { name: 'Mute' })
    .click()
  await old.getByRole('menuitem', { name: 'Mute fails' }).click()
  await old.getByText('No notices of fails any more.').waitFor()
  const kept = path.join(room.native.dir, 'notice-list.json')
  await expect.poll(() => readFile(kept, 'utf8'), poll).toContain('panic: no disk')

  await app().restartHost()
  const page = await app().visit('/containers')
  await bell(page).click()
  await item(page, 'fails died with exit code 3').getByText('panic: no disk').waitFor()
  await panel(page).getByRole('button', { name: 'What to tell' }).click()
  await panel(page).getByRole('button', { name: 'Unmute fails' }).waitFor()
  // The engine tells each host of the past again: what was told stays one.
  await room.run('newer', ['sh', '-c', 'exit 8'])
  await item(page, 'newer died with exit code 8').waitFor()
  expect(await item(page, /^fails/).count()).toBe(1)
  await panel(page).getByRole('button', { name: 'Dismiss all' }).click()
  await panel(page)
    .getByText(/^Nothing to tell/)
    .waitFor()
})

test('a restart loop is one notice; muted, it is quiet until it is told of again', async () => {
  const { room } = app()
  const page = await app().visit('/containers')
  const id = await room.run('loops', ['sh', '-c', 'exit 1'], { restart: 'always' })
  await bell(page).click()
  await item(page, /^loops died \d+ times, last with exit code 1$/).waitFor()
  expect(await item(page, /loops/).count()).toBe(1)

  await item(page, /loops/).getByRole('button', { name: 'Mute' }).click()
  await page.getByRole('menuitem', { name: 'Mute loops' }).click()
  await page.getByText('No notices of loops any more.').waitFor()
  await item(page, /loops/)
    .getByRole('button', { name: /^Dismiss: loops/ })
    .click()
  await item(page, /loops/).waitFor({ state: 'detached' })
  await panel(page).getByRole('button', { name: 'What to tell' }).click()
  await expectAccessible(page)
  const settings = panel(page).getByRole('region', { name: 'What to tell' })
  await settings.getByRole('button', { name: 'Unmute loops' }).click()
  await settings.getByRole('button', { name: 'Unmute loops' }).waitFor({ state: 'detached' })
  await item(page, /loops/).waitFor()

  // What is switched off stays off after a reload.
  const choices = (): Promise<string> => readFile(path.join(room.native.dir, 'notices.json'), 'utf8')
  const before = await choices()
  await settings.getByRole('switch', { name: 'A container dies unasked' }).press('Space')
  await expect.poll(choices, poll).not.toBe(before)
  await page.reload()
  await bell(page).click()
  await panel(page).getByRole('button', { name: 'What to tell' }).click()
  const died = settings.getByRole('switch', { name: 'A container dies unasked' })
  await expect.poll(() => died.isChecked(), poll).toBe(false)
  await died.press('Space')
  await expect.poll(() => died.isChecked(), poll).toBe(true)
  await room.client.json({ doing: 'rm', method: 'DELETE', path: `/containers/${id}`, query: { force: true } })
  await panel(page).getByRole('button', { name: 'Dismiss all' }).click()
  await panel(page)
    .getByText(/^Nothing to tell/)
    .waitFor()
})

test('a hidden page tells by the browser, once for many', async () => {
  const page = await app().visit('/containers')
  // What is there when a page is opened is no news, and what dies within seconds is one: this one came after that, and goes.
  await app().room.run('before', ['sh', '-c', 'exit 5'])
  await bell(page).click()
  // Alone, or beside what died last before.
  await panel(page)
    .getByText(/before/)
    .first()
    .waitFor()
  await panel(page).getByRole('button', { name: 'Dismiss all' }).click()
  await panel(page)
    .getByText(/^Nothing to tell/)
    .waitFor()
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  await page.evaluate(() => {
    const told: string[] = []
    class Told extends EventTarget {
      static permission = 'granted'
      constructor(title: string, { body }: { body: string }) {
        super()
        told.push(`${title}: ${body}`)
      }
    }
    Object.assign(window, { Notification: Told, told })
    Object.defineProperty(document, 'hidden', { get: () => true })
  })
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' }
  await Promise.all(
    ['shop-a', 'shop-b', 'shop-c'].map((name) => app().room.run(name, ['sh', '-c', 'exit 7'], { labels })),
  )
  const told = (): Promise<string[]> => page.evaluate(() => (window as unknown as { told: string[] }).told)
  await expect.poll(async () => (await told()).length, poll).toBe(1)
  expect((await told())[0]).toMatch(/shop-/)
  await bell(page).click()
  const group = item(page, '3 containers died')
  await group.getByRole('link', { name: 'shop-b' }).waitFor()
  await expectAccessible(page)
  expect(await told()).toHaveLength(1)
  await group.getByRole('button', { name: 'Mute' }).click()
  await page.getByRole('menuitem', { name: 'Mute the project shop' }).waitFor()
})
