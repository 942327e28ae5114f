import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FakeWindowsEngine, images } from '../fakes/windows/engine.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Detail } from './pages/detail.ts'
import { RunForm } from './pages/run-form.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open({ engines: true }))
let windows: FakeWindowsEngine

beforeAll(async () => {
  windows = await FakeWindowsEngine.start()
  const { tools, env } = app().tools
  const host = `host=unix://${windows.socketPath}`
  await promisify(execFile)(path.join(tools, 'docker'), ['context', 'create', 'server', '--docker', host], {
    env,
  })
  windows.run('iis')
})
afterAll(() => windows.close())

/** Opens a page of the Windows engine, which is switched to the first time. */
async function visit(address: string, size?: { width: number; height: number }): Promise<Page> {
  const page = await app().visit('/containers', size)
  await page.getByRole('button', { name: /^Engine: / }).click()
  await page.getByRole('menuitemradio', { name: /^server/ }).click()
  await page.getByRole('button', { name: 'Engine: server, answering' }).waitFor()
  if (address !== '/containers') await page.goto(new URL(address, app().server.url).href)
  return page
}

const table = (page: Page): Table => new Table(page, 'Containers', 'container')
const pick = async (form: RunForm, which: string): Promise<void> => {
  await form.field('Isolation').selectOption({ label: which })
}

test('containers of a Windows engine: in the list, what they use, processes, and what can’t be asked of them', async () => {
  const page = await visit('/containers')
  await table(page).row('iis').getByText(/^Up/).waitFor()
  await table(page)
    .row('iis')
    .getByText(/^2[45](\.\d)? %$/)
    .waitFor()
  await table(page)
    .row('iis')
    .getByText('64.0 MiB')
    .or(table(page).row('iis').getByText(/^64/))
    .first()
    .waitFor()
  await expectAccessibleInBothThemes(page)

  await page.goto(new URL('/containers/iis/stats', app().server.url).href)
  const detail = new Detail(page, 'iis')
  await detail.section.getByRole('region', { name: 'Stats' }).waitFor()
  await detail.section
    .getByText(/Processes/)
    .first()
    .waitFor()
  await expectAccessibleInBothThemes(page)

  await detail.tab('Processes').click()
  const processes = detail.section.getByRole('table')
  await processes.getByRole('row', { name: /6104 1:02 .*cmd\.exe/ }).waitFor()
  expect(await processes.getByRole('columnheader').allInnerTexts()).toEqual([
    'PID',
    'CPU time',
    'Memory',
    'Command',
  ])

  await detail.tab('Changes').click()
  await detail.section.getByText(/iis runs: Windows compares the files of stopped containers only/).waitFor()
  await expectAccessibleInBothThemes(page)

  await detail.choose('Pause')
  await page
    .getByRole('alert')
    .getByText(/not implemented for containers using process isolation/)
    .waitFor()
  await page.getByText(/only a container with Hyper-V isolation can be paused/).waitFor()
})

test('its terminal is cmd, typed to by keyboard', async () => {
  const page = await visit('/containers/iis/terminal')
  await page
    .getByText(/Microsoft Windows \[Version/)
    .first()
    .waitFor()
  await page.keyboard.type('dir')
  await expect.poll(() => windows.typed.join('')).toContain('dir')
})

test('the form has no Linux fields, and the isolation that is chosen reaches the engine', async () => {
  const page = await visit('/run')
  const form = new RunForm(page)
  await form.field('Isolation').waitFor()
  await page.getByText(/What only Linux containers have .* is not shown/).waitFor()
  for (const section of ['Limits', 'Security']) await form.openSection(section)
  await form.field('Memory').waitFor()
  for (const gone of [
    'Processes',
    'Memory and swap',
    'Privileged',
    'Read-only root file system',
    'Add capabilities',
  ])
    expect(await form.field(gone).count(), gone).toBe(0)
  await form.field('Image').fill(images.nano.RepoTags[0] ?? '')
  await form.field('Name').fill('web')
  await form.add('Volumes and folders', { 'Volume or path': 'site', 'In the container': '/data' })
  await page.keyboard.press('Control+Enter')
  await form.form.getByText('On Windows a path begins with a drive, such as C:\\data.').waitFor()
  await form.cell('Volumes and folders', 'In the container').fill('C:\\Site')
  await form.openSection('Command')
  await form.field('Command').fill('cmd /c "dir C:\\Site"')
  await form.field('Memory').fill('1g')
  await pick(form, 'Hyper-V')
  await page.getByText(/needs Hyper-V there/).waitFor()
  expect(await form.aside.locator('code').innerText()).toContain("-v 'site:C:\\Site' `\n")
  expect(await form.aside.locator('code').innerText()).toContain('--isolation hyperv')
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/containers/web/logs')
  expect(windows.asked.at(-1)).toEqual({
    Image: images.nano.RepoTags[0],
    Cmd: ['cmd', '/c', 'dir C:\\Site'],
    HostConfig: { Binds: ['site:C:\\Site'], Memory: 2 ** 30, Isolation: 'hyperv' },
  })
  // Made anew, it is what it was.
  await page.goto(new URL('/edit?container=web', app().server.url).href)
  await form.field('Isolation').waitFor()
  expect(await form.field('Isolation').inputValue()).toBe('hyperv')
  expect(await form.cell('Volumes and folders', 'In the container').inputValue()).toBe('C:\\Site')
})

test('an image of another build is told of before it is tried, and so is what the engine refuses', async () => {
  const page = await visit('/run')
  const form = new RunForm(page)
  await form.field('Image').fill(images.old.RepoTags[0] ?? '')
  const told = page.getByText(
    /cannot run here: it is made for Windows build 17763 \(Windows Server 2019\), and this engine has 20348 \(Windows Server 2022\)/,
  )
  await told.waitFor()
  await expectAccessibleInBothThemes(page)
  const before = windows.asked.length
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('alert')
    .getByText(/whose processes do not run on 20348/)
    .waitFor()
  expect(windows.asked.length).toBe(before)
  await pick(form, 'Hyper-V')
  await told.waitFor({ state: 'detached' })
  await form.field('Image').fill(images.newer.RepoTags[0] ?? '')
  await page
    .getByText(/made for Windows build 26100 \(Windows Server 2025\), and this engine has 20348/)
    .waitFor()

  await form.field('Image').fill(images.unsaid.RepoTags[0] ?? '')
  await pick(form, 'Process')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('alert')
    .getByText(/The container operating system does not match/)
    .waitFor()
  await page.getByText(/choose Hyper-V isolation, or a tag of the image for that build/).waitFor()

  await form.field('Image').fill('alpine:3')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('alert')
    .getByText(/no matching manifest for windows\/amd64 10\.0\.20348/)
    .waitFor()
  await page.getByText(/if it is a Linux image, for an engine with Linux containers/).waitFor()
})

test('an imported line is told what of it Windows containers do not have', async () => {
  const page = await visit('/run')
  const form = new RunForm(page)
  await form.button('Import a line…').click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox')
    .fill('docker run --privileged --pids-limit 9 --isolation hyperv -v C:\\src:C:\\dst team/unsaid:1 cmd')
  await dialog
    .getByText('Containers of this engine do not have it, so it is left out: --privileged')
    .waitFor()
  await dialog
    .getByText('Containers of this engine do not have it, so it is left out: --pids-limit')
    .waitFor()
  await expectAccessibleInBothThemes(page)
  await dialog.getByRole('button', { name: 'Take over' }).click()
  expect(await form.field('Isolation').inputValue()).toBe('hyperv')
  expect(await form.cell('Volumes and folders', 'Volume or path').inputValue()).toBe('C:\\src')
})

test('networks have Windows’ drivers; volumes and builds say what is not to be had', async () => {
  const page = await visit('/networks')
  await page.getByRole('banner').getByRole('button', { name: 'New network' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel('Driver', { exact: true }).inputValue()).toBe('nat')
  expect(await dialog.getByText('IPv6 as well').count()).toBe(0)
  await page.keyboard.press('Escape')

  await page.goto(new URL('/volumes/site/files', app().server.url).href)
  await page.getByText(/Berth has no way into the volumes of a Windows engine/).waitFor()
  expect(await page.getByRole('button', { name: 'Back up…' }).count()).toBe(0)
  await expectAccessibleInBothThemes(page)

  await page.goto(new URL('/builds', app().server.url).href)
  await page.getByText(/On a Windows engine Berth does not build/).waitFor()
  await expectAccessibleInBothThemes(page)
})

test('Linux containers keep their fields, and are told of isolation', async () => {
  const page = await app().visit('/run')
  const form = new RunForm(page)
  await form.openSection('Security')
  await form.field('Privileged').waitFor()
  expect(await form.field('Isolation').count()).toBe(0)
  await form.button('Import a line…').click()
  await page.getByRole('dialog').getByRole('textbox').fill('docker run --isolation process alpine')
  await page.getByText('Containers of this engine do not have it, so it is left out: --isolation').waitFor()
})
