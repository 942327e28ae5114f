import { expect, test } from 'vitest'
import { scenes } from '../fakes/scenes.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Log } from './pages/log.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.three()))
const poll = { timeout: 30_000 }

test('the machine says what it is, has and uses, and where its start’s time went', async () => {
  app().fake.setMachine(scenes.three().machine)
  const page = await app().visit('/machine')
  await page.getByRole('meter', { name: 'Memory' }).waitFor()
  await page.getByRole('list', { name: 'Timeline of the last start' }).getByText('Boot Alpine').waitFor()
  await page.getByText('KVM opened, but a guest under it printed nothing').waitFor()
  await expectAccessible(page)
  await page.getByText('Host log').click()
  await new Log(page, 'host').lines.getByText('engine answers room=engine version=29.9.3').waitFor()
  expect(page.url()).toContain('log=host')
  await page.getByText('Desktop log').click()
  await page.waitForURL('**log=desktop')
})

test('settings are changed in place; what is out of range is said; a running machine says that it still has the old', async () => {
  app().fake.setMachine(scenes.three().machine)
  const page = await app().visit('/machine')
  const memory = page.getByRole('textbox', { name: 'Memory, MiB' })
  await memory.fill('64')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('it goes from 1024 to 262144').waitFor()
  await memory.fill('4096')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The running machine still has the old value').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back to default' }).click()
  await expect.poll(() => memory.inputValue(), poll).toBe('2048')
})

test('it is suspended and resumed by the pill; meanwhile the page greys and says since when', async () => {
  app().fake.setMachine(scenes.three().machine)
  const page = await app().visit('/containers')
  const frame = new Frame(page)
  await frame.pill.getByText('running').waitFor()
  await frame.pill.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByText(/The machine is suspended since \d\d:\d\d:\d\d/).waitFor()
  const stop = new Table(page, 'Containers', 'container').row('web').getByRole('button', { name: 'Stop web' })
  expect(await stop.isDisabled()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => stop.isEnabled(), poll).toBe(true)
})

test('a silent engine is told as such, with its log one click away', async () => {
  app().fake.setMachine(scenes.three().machine)
  const page = await app().visit('/containers')
  await new Table(page, 'Containers', 'container').row('web').waitFor()
  app().fake.setMachine(scenes.silent().machine)
  await page.getByText(/The engine has not answered since/).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Engine log' }).click()
  await page.waitForURL(/machine\?log=engine/)
})
