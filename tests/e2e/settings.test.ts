import type { Locator, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { scenes } from '../fakes/scenes.ts'
import { FakeEngineSettings } from '../fakes/settings.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.three()))
const poll = { timeout: 20_000 }
let engine: FakeEngineSettings
beforeEach(() => {
  app().fake.setMachine(scenes.three().machine)
  engine = app().fake.settings.engine
  const fresh = new FakeEngineSettings()
  Object.assign(engine, fresh)
  engine.applied.length = 0
})

const editor = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Your settings for the engine (JSON)' })
const applyButton = (page: Page): Locator =>
  page.getByRole('button', { name: 'Apply and restart the engine…' })

/** Types a whole document, as over what was there. */
async function type(page: Page, text: string): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+a')
  // In one go: brackets that the editor closes by itself would come twice.
  await page.keyboard.insertText(text)
}

test('fields and text are one document, which keeps what it does not know; the restart says what it does', async () => {
  engine.current = {
    stored: { 'x-unknown': { deep: [1] }, debug: true },
    inUse: { same: true, refused: null },
  }
  engine.running = {
    containers: [
      { id: '1', name: 'web', then: 'comes-back' },
      { id: '2', name: 'db', then: 'stays-stopped' },
      { id: '3', name: 'once', then: 'is-removed' },
    ],
  }
  const page = await app().visit('/containers')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByText('The engine runs with these settings.').waitFor()
  await page.getByLabel('Registry mirrors').fill('https://mirror.example\nhttps://other.example')
  await page.getByLabel('Log size').fill('50m')
  await page.getByLabel('Debug log').uncheck()
  await page.getByText('The engine accepts these settings.').waitFor()
  const whole = page.getByRole('table', { name: 'Settings in effect' })
  await whole.getByRole('row', { name: /log-opts.*50m.*you, over Berth/ }).waitFor()
  await expectAccessibleInBothThemes(page)
  await applyButton(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 container stops and comes back by itself:').waitFor()
  await dialog.getByText('1 container stops and stays stopped:').waitFor()
  await dialog.getByText('1 container is stopped and removed, for it was run with --rm:').waitFor()
  await dialog.getByText(/berth config set --apply engine/).waitFor()
  await expectAccessibleInBothThemes(page)
  await dialog.getByRole('button', { name: 'Restart the engine' }).click()
  await page.getByText('The engine runs with the new settings.').waitFor()
  expect(JSON.stringify(engine.applied)).toBe(
    JSON.stringify([
      {
        'x-unknown': { deep: [1] },
        'registry-mirrors': ['https://mirror.example', 'https://other.example'],
        'log-opts': { 'max-size': '50m', 'max-file': '5' },
      },
    ]),
  )
})

test('by keys alone: the palette leads there, the text is applied with Ctrl S', async () => {
  const page = await app().visit('/containers')
  await new Frame(page).run('settings')
  await editor(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('{"debug": true}')
  await page.getByText('The engine accepts these settings.').waitFor()
  await page.keyboard.press('Control+s')
  await page.getByRole('dialog').getByText('No container runs now.').waitFor()
  await page.getByRole('button', { name: 'Not now' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => engine.applied, poll).toEqual([{ debug: true }])
})

test("what is wrong is said at its place: JSON, Berth's own keys, the engine's words", async () => {
  engine.judge = (settings) => ('foo' in settings ? 'no such option: foo' : null)
  const page = await app().visit('/settings')
  await type(page, '{"debug": true,')
  const wrong = page.getByRole('alert', { name: 'What is wrong' })
  await wrong.getByText(/no valid JSON/).waitFor()
  await page.getByText('The fields wait until the text can be read.').waitFor()
  await type(page, '{\n  "debug": true,\n  "hosts": []\n}')
  await wrong.getByText(/"hosts" is Berth’s own/).waitFor()
  await wrong.getByRole('button', { name: 'Line 3' }).waitFor()
  await type(page, '{\n  "foo": 1\n}')
  await wrong.getByText('no such option: foo').waitFor()
  await wrong.getByRole('button', { name: 'Line 2' }).click()
  expect(await applyButton(page).isDisabled()).toBe(true)
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByText('The engine runs with these settings.').waitFor()
  expect(engine.applied).toEqual([])
})

test('settings that the engine does not come up with are taken back, and told once with its last words', async () => {
  engine.fails = async () => ({
    outcome: 'undone',
    message: 'The engine did not come up with these settings: failed to start daemon: invalid CIDR address.',
    hint: 'It runs with the settings from before again, and nothing was changed.',
    log: ['level=info msg="Starting up"', 'failed to start daemon: invalid CIDR address'],
  })
  const page = await app().visit('/settings')
  await type(page, '{"bip": "nonsense"}')
  await page.getByText('The engine accepts these settings.').waitFor()
  await applyButton(page).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restart the engine' }).click()
  await page.getByText(/did not come up with these settings/).waitFor()
  await page.getByText('failed to start daemon: invalid CIDR address', { exact: false }).last().waitFor()
  expect(await page.getByText(/did not come up with these settings/).count()).toBe(1)
  await expectAccessibleInBothThemes(page)
  expect(await editor(page).textContent()).toContain('nonsense')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => page.getByText(/did not come up/).count(), poll).toBe(0)
})

test('one of several is taken back to its default; a stopped machine keeps them for its next start', async () => {
  engine.current = { stored: { debug: true, dns: ['1.1.1.1'] }, inUse: null }
  await app().fake.machine.stop()
  const page = await app().visit('/settings')
  await page.getByRole('button', { name: 'Back to the default of debug' }).click()
  await page.getByText('The machine does not run: the engine is asked at its next start.').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => engine.applied, poll).toEqual([{ dns: ['1.1.1.1'] }])
})

test('settings that the machine could not start with are told, with what the engine said', async () => {
  engine.current = {
    stored: { bip: 'nonsense' },
    inUse: { same: false, refused: 'failed to start daemon: invalid CIDR address: nonsense' },
  }
  const page = await app().visit('/settings')
  await page.getByText(/runs with Berth’s own. The engine said: failed to start daemon/).waitFor()
  await page.getByRole('button', { name: 'Back to Berth’s defaults' }).click()
  await page.getByText('The engine accepts these settings.').waitFor()
  await expectAccessibleInBothThemes(page)
})

test('in German: the settings, the machine, the palette and the keys', async () => {
  const page = await app().visit('/settings')
  await app().fake.settings.set('language', 'de')
  await page.reload()
  await page.getByLabel('Registry-Spiegel').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Suche oder Befehl' }).fill('Maschine')
  await page.getByRole('option', { name: /Gehe zu Maschine/ }).click()
  await page.getByRole('region', { name: 'Ressourcen' }).waitFor()
  await page.getByRole('button', { name: 'Maschine: läuft' }).waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('In einer Tabelle').waitFor()
  await expectAccessible(page)
})
