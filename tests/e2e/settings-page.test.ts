import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { contextElsewhere, goodChecks, virtualisationOff } from '../fakes/checks.ts'
import { scenes } from '../fakes/scenes.ts'
import { BerthError } from '../../electron/base/errors.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.three()))
const poll = { timeout: 20_000 }
beforeEach(() => {
  app().fake.setMachine(scenes.three().machine)
  app().fake.checks.checks = [...goodChecks]
  app().fake.checks.error = null
  app().fake.checks.fixed.length = 0
})

const stored = async (name: string): Promise<unknown> =>
  (await app().fake.settings.list()).find((row) => row.name === name)?.value

test('what the app does at login, at quit and with updates is kept as it is chosen, and goes back to its default', async () => {
  const page = await app().visit('/settings#start')
  const start = page.getByRole('region', { name: 'Start and quit' })
  await start.getByRole('switch', { name: 'Start at login' }).press('Space')
  await expect.poll(() => stored('atLogin'), poll).toBe(true)
  await start.getByRole('combobox', { name: 'When quitting' }).selectOption({ label: 'Ask each time' })
  await expect.poll(() => stored('onQuit'), poll).toBe('ask')
  const updates = page.getByRole('region', { name: 'Updates' })
  await updates.getByRole('combobox', { name: 'Channel' }).selectOption('beta')
  await expect.poll(() => stored('updateChannel'), poll).toBe('beta')
  await expectAccessibleInBothThemes(page)
  await start.getByRole('button', { name: 'Back to the default of When quitting' }).click()
  await expect.poll(() => stored('onQuit'), poll).toBe('suspend')
})

test('where an update stands is told, and what to do about it goes to the desktop app', async () => {
  const { desktop } = app().fake
  const page = await app().visit('/settings#updates')
  const updates = page.getByRole('region', { name: 'Updates' })
  await updates.getByText('The desktop app does not run').waitFor()
  const end = new AbortController()
  const acts = desktop.updateActs(end.signal)
  const next = acts.next()
  await desktop.tellUpdate({ kind: 'none', checkedAt: null })
  await updates.getByRole('button', { name: 'Check for updates' }).press('Enter')
  expect((await next).value).toBe('check')
  await desktop.tellUpdate({ kind: 'fetching', version: '1.1.0', percent: 40 })
  await updates.getByRole('progressbar', { name: 'Download of the update' }).waitFor()
  await expectAccessibleInBothThemes(page)
  await desktop.tellUpdate({ kind: 'failed', what: 'fetch', message: 'The network is gone.' })
  await updates.getByText('could not be downloaded: The network is gone.').waitFor()
  await desktop.tellUpdate({ kind: 'ready', version: '1.1.0' })
  await updates.getByText('Berth 1.1.0 is downloaded.').waitFor()
  await expectAccessibleInBothThemes(page)
  const later = acts.next()
  await updates.getByRole('button', { name: 'Not now' }).click()
  expect((await later).value).toBe('later')
  end.abort()
  await acts.next()
  await updates.getByText('The desktop app does not run').waitFor()
})

test('who reaches published ports is chosen, and a port that does not answer says why where it is shown', async () => {
  const { fake } = app()
  const page = await app().visit('/settings#ports')
  const ports = page.getByRole('region', { name: 'Published ports' })
  await ports.getByRole('combobox', { name: 'Who reaches them' }).selectOption({ label: 'The network too' })
  await expect.poll(() => stored('publishTo'), poll).toBe('network')
  await expectAccessibleInBothThemes(page)
  const row = [...fake.containers.rows.values()].find(({ ports: [first] }) => first?.hostPort)
  const port = row?.ports[0]?.hostPort
  if (!row || !port) throw new Error('the scene has no published port')
  const id = `${port}/tcp`
  const problem = { kind: 'taken', address: `0.0.0.0:${port}` } as const
  fake.ports.set({ id, port, protocol: 'tcp', answers: [], problem })
  await page.goto(new URL('/containers', app().server.url).href)
  const told = /Another program of this computer has 0.0.0.0:.*End that program or publish another port/
  await page.getByRole('img', { name: told }).first().waitFor()
  await expectAccessibleInBothThemes(page)
  await page.goto(new URL(`/containers/${row.name}/overview`, app().server.url).href)
  await page.getByText(told).waitFor()
  await expectAccessibleInBothThemes(page)
  fake.ports.set({ id, port, protocol: 'tcp', answers: [`0.0.0.0:${port}`], problem: null })
  await page.getByText(told).waitFor({ state: 'detached' })
  await page.getByRole('img', { name: told }).waitFor({ state: 'detached' })
})

test('the search leaves what has its words; the computer is drawn into the resources', async () => {
  const page = await app().visit('/settings')
  await page.getByRole('meter', { name: 'Share' }).first().waitFor()
  await page.getByText('of 8 CPUs').waitFor()
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search the settings' })
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
  await search.fill('updates beta')
  await page.getByRole('combobox', { name: 'Channel' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'CPUs' }).count()).toBe(0)
  expect(await page.getByRole('switch', { name: 'Look for updates' }).count()).toBe(0)
  await search.fill('xyzzy')
  await page.getByText('No setting is called “xyzzy”.').waitFor()
  await expectAccessibleInBothThemes(page)
  await search.press('Escape')
  await page.getByRole('textbox', { name: 'CPUs' }).waitFor()
})

test('by keys: the palette leads to a setting by its name, and the address says which part', async () => {
  const page = await app().visit('/containers')
  await new Frame(page).run('settings when quitting')
  await page.waitForURL(/settings#start/)
  await page.getByRole('region', { name: 'Start and quit' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), poll).toBe('start')
  await page
    .getByRole('navigation', { name: 'Sections of the settings' })
    .getByRole('link', { name: 'Network and proxies' })
    .press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), poll).toBe('network')
})

test('a proxy goes into the engine’s document, beside what is there', async () => {
  app().fake.settings.engine.current = { stored: { debug: true }, inUse: { same: true, refused: null } }
  app().fake.settings.engine.applied.length = 0
  const page = await app().visit('/settings#network')
  await page.getByLabel('HTTPS proxy').fill('http://proxy.example:3128')
  await page.getByLabel('Without proxy').fill('.local')
  await page.getByText('The engine accepts these settings.').waitFor()
  await page.getByRole('button', { name: 'Apply and restart the engine…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restart the engine' }).click()
  await expect
    .poll(() => app().fake.settings.engine.applied, poll)
    .toEqual([{ debug: true, proxies: { 'https-proxy': 'http://proxy.example:3128', 'no-proxy': '.local' } }])
})

test('the checks say what is wrong first, with a button or a command; a fix that fails is told', async () => {
  app().fake.checks.checks = [...goodChecks, virtualisationOff, contextElsewhere]
  const page = await app().visit('/settings#computer')
  const checks = page.getByRole('list', { name: 'Checks of this computer' })
  await page.getByText('Berth works; 2 things could be better.').waitFor()
  expect(await checks.getByRole('listitem').first().textContent()).toContain('Virtualisation')
  await checks.getByRole('button', { name: /sudo usermod -aG kvm/ }).click()
  expect(await new Frame(page).clipboard()).toBe('sudo usermod -aG kvm "$USER"')
  await expectAccessibleInBothThemes(page)
  app().fake.checks.error = new BerthError('engine-failed', 'Docker said no.', { hint: 'Ask it again.' })
  await checks.getByRole('button', { name: 'Let docker use Berth' }).click()
  await page.getByText('Docker said no.').waitFor()
  app().fake.checks.error = null
  await checks.getByRole('button', { name: 'Let docker use Berth' }).click()
  await page.getByText('Berth works; 1 thing could be better.').waitFor()
  expect(app().fake.checks.fixed).toEqual(['use-context'])
})

test('diagnostics say what is in them before they are made', async () => {
  const page = await app().visit('/machine')
  await page.getByRole('button', { name: 'Diagnostics…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Diagnostics' })
  await dialog.getByText('logs/host.log').waitFor()
  await dialog.getByText('log, the newest 48.0 kB').waitFor()
  await dialog.getByText(/Taken out: tokens, passwords/).waitFor()
  await expectAccessibleInBothThemes(page)
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save the zip' }).click()
  expect((await saved).suggestedFilename()).toBe('berth-diagnostics.zip')
})

test('how the page looks and speaks is kept by the home: another browser finds it so', async () => {
  const page = await app().visit('/settings#look')
  const scheme = (of: Page) => of.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
  await page.getByRole('combobox', { name: 'Appearance' }).selectOption('dark')
  await expect.poll(() => stored('appearance'), poll).toBe('dark')
  expect(await scheme(page)).toBe('dark')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
  await page.getByRole('heading', { name: 'Aussehen und Sprache' }).waitFor()
  const other = await app().visit('/settings#look')
  await other.getByRole('heading', { name: 'Aussehen und Sprache' }).waitFor()
  expect(await scheme(other)).toBe('dark')
  await expectAccessible(other)
  await other.getByRole('combobox', { name: 'Sprache' }).selectOption('auto')
  await other.getByRole('heading', { name: 'Appearance and language' }).waitFor()
  expect([await stored('language'), await scheme(other)]).toEqual(['auto', 'dark'])
  await app().fake.settings.set('appearance', null)
})

test('in German', async () => {
  app().fake.checks.checks = [...goodChecks, contextElsewhere]
  const page = await app().visit('/settings#computer')
  await app().fake.settings.set('language', 'de')
  await page.reload()
  await page.getByText('Berth läuft; 1 Punkt könnte besser sein.').waitFor()
  await page.getByRole('button', { name: 'Docker mit Berth verbinden' }).waitFor()
  await expectAccessible(page)
})
