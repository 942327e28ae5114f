import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Status } from '../../electron/api/schema/status.ts'
import { scenes } from '../fakes/scenes.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { RunForm } from './pages/run-form.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.three()))
const poll = { timeout: 20_000 }
let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-shared-'))
  for (const folder of ['projects/site', 'other']) await mkdir(path.join(dir, folder), { recursive: true })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** The machine as it is at first, but for this. */
function machineWith(status: Partial<Status>): void {
  const { machine } = scenes.three()
  app().fake.setMachine({ ...machine, status: { ...machine.status, ...status } })
}
const withFolders = (folders: string[]): Partial<Status> => ({
  sharing: { filesystem: '9p', folders, suspend: false },
  suspends: folders.length > 0 ? null : 'to-disk',
})
beforeEach(async () => {
  machineWith({})
  await app().fake.settings.set('sharedFolders', null)
  await app().fake.settings.set('rosetta', null)
})

const stored = async (name: string): Promise<unknown> =>
  (await app().fake.settings.list()).find((row) => row.name === name)?.value

async function open(address = '/settings#folders') {
  const page = await app().visit(address)
  const section = page.getByRole('region', { name: 'Shared folders', exact: true })
  return {
    page,
    section,
    field: section.getByRole('textbox', { name: 'Share a folder' }),
    rows: section.getByRole('list', { name: 'Folders that are shared' }).getByRole('listitem'),
  }
}

test('by keys a folder is shared, seen after a restart, and not shared any more; a machine that has one only stops', async () => {
  const { page, section, field, rows } = await open()
  await section.getByText('No folder is shared').waitFor()
  await section.getByText('is stopped instead of suspended').waitFor()
  await expectAccessibleInBothThemes(page)
  await field.press('Shift+End')
  await field.pressSequentially(`${dir}/projects/`)
  await field.press('Escape')
  await field.press('Enter')
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([`${dir}/projects`])
  await section.getByText('The running machine still has what was shared when it started.').waitFor()
  expect(await rows.allTextContents()).toEqual([`${dir}/projectsfrom the next start on`])
  await section.getByText(`berth config set sharedFolders '["${dir}/projects"]'`).waitFor()
  await expectAccessibleInBothThemes(page)
  await section.getByRole('button', { name: 'Restart now' }).press('Enter')
  await expect.poll(() => rows.allTextContents(), poll).toEqual([`${dir}/projectsshared`])
  expect(await section.getByText('The running machine still has').count()).toBe(0)
  await page
    .getByRole('region', { name: 'Start and quit' })
    .getByText('this machine cannot be suspended: it is stopped instead')
    .waitFor()
  await section.getByRole('button', { name: `Stop sharing ${dir}/projects` }).press('Enter')
  await expect.poll(() => rows.allTextContents(), poll).toEqual([`${dir}/projectsuntil the next start`])
  const again = section.getByRole('button', { name: `Go on sharing ${dir}/projects` })
  await expect.poll(() => again.evaluate((one) => one === document.activeElement), poll).toBe(true)
  await again.press('Enter')
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([`${dir}/projects`])
})

test('what cannot be shared is told at the field, by the page as it is typed and by the host of what is not there', async () => {
  await app().fake.settings.set('sharedFolders', [`${dir}/projects`])
  const { page, section, field } = await open()
  await field.fill('projects')
  await section.getByText('Give the whole path, from “/” on.').waitFor()
  await field.fill('/ho')
  await section.getByText('Give the whole path').waitFor({ state: 'detached' })
  await field.fill('/etc')
  await section.getByText('Only folders in /Users, /Volumes, /home').waitFor()
  await field.fill(`${dir}/projects/site/`)
  await section.getByText(`This is shared already, with ${dir}/projects.`).waitFor()
  await field.fill(`${dir}/nowhere`)
  await field.press('Escape')
  await section.getByRole('button', { name: 'Share', exact: true }).click()
  await section.getByText(`There is no folder ${dir}/nowhere on this computer.`).waitFor()
  await expectAccessibleInBothThemes(page)
  await field.fill(`${dir}/`)
  await section.getByText(`It has ${dir}/projects in it`).waitFor()
  await field.press('Escape')
  await field.press('Enter')
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([dir])
})

test('a folder is looked for instead of typed; one that is gone says so', async () => {
  const { page, section, field, rows } = await open()
  await field.fill(`${dir}/projects/`)
  await section.getByRole('button', { name: 'Browse: Share a folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share a folder' })
  await dialog.getByRole('option', { name: 'site' }).click()
  await dialog.getByRole('button', { name: 'Pick site' }).click()
  await section.getByRole('button', { name: 'Share', exact: true }).click()
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([`${dir}/projects/site`])
  await rm(path.join(dir, 'projects/site'), { recursive: true })
  await page.reload()
  await expect
    .poll(() => rows.allTextContents(), poll)
    .toEqual([`${dir}/projects/sitenot there: left out until it is`])
  await expectAccessibleInBothThemes(page)
  // One that is gone keeps nobody from changing the others.
  await field.fill(`${dir}/other`)
  await field.press('Escape')
  await section.getByRole('button', { name: 'Share', exact: true }).click()
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([`${dir}/projects/site`, `${dir}/other`])
  await section.getByRole('button', { name: `Stop sharing ${dir}/other` }).click()
  await expect.poll(() => stored('sharedFolders'), poll).toEqual([`${dir}/projects/site`])
})

test('where nothing can be shared it says so; Rosetta is a switch only where there is one', async () => {
  machineWith({ sharing: null })
  const { page, section, field } = await open()
  await section.getByText('The hypervisor of this computer cannot share folders with the machine.').waitFor()
  expect(await field.count()).toBe(0)
  const rosetta = page.getByRole('switch', { name: 'Rosetta' })
  expect(await rosetta.count()).toBe(0)
  const search = page.getByRole('searchbox', { name: 'Search the settings' })
  await search.fill('rosetta')
  await page.getByText('No setting is called “rosetta”.').waitFor()
  machineWith({
    driver: 'vz',
    sharing: { filesystem: 'virtiofs', folders: [], suspend: true },
    rosetta: false,
  })
  await rosetta.press('Space')
  await expect.poll(() => stored('rosetta'), poll).toBe(true)
  await page.getByRole('button', { name: 'Restart now' }).click()
  await page.getByText('Rosetta as it was when it started').waitFor({ state: 'detached' })
  await expectAccessibleInBothThemes(page)
  await search.fill('')
  await section.getByText('No folder is shared').waitFor()
  expect(await section.getByText('instead of suspended').count()).toBe(0)
})

test('the palette leads there; in German, in a small window', async () => {
  const { page } = await open('/containers')
  await new Frame(page).run('settings share a folder')
  await page.waitForURL(/settings#folders/)
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), poll).toBe('folders')
  machineWith(withFolders(['/home/ada/Projekte']))
  await app().fake.settings.set('language', 'de')
  await page.setViewportSize({ width: 900, height: 600 })
  await page.reload()
  const section = page.getByRole('region', { name: 'Freigegebene Ordner', exact: true })
  await section.getByRole('button', { name: '/home/ada/Projekte weiter freigeben' }).waitFor()
  await section.getByText('bis zum nächsten Start').waitFor()
  await expectAccessibleInBothThemes(page)
})

test('the machine page names the folders, leads to them, and says why there is no suspend', async () => {
  machineWith(withFolders(['/home/ada/projects', '/srv/a-rather-long-name/of-a-folder/that-is-shared']))
  const page = await app().visit('/machine')
  const facts = page.getByRole('main')
  await facts.getByRole('button', { name: 'Copy folder /home/ada/projects' }).waitFor()
  await facts.getByText('With shared folders it can be stopped, but not suspended.').waitFor()
  expect(await facts.getByRole('button', { name: 'Suspend' }).count()).toBe(0)
  await expectAccessibleInBothThemes(page)
  await page.setViewportSize({ width: 900, height: 600 })
  await expectAccessibleInBothThemes(page)
  await facts.getByRole('link', { name: 'Change: shared folders' }).press('Enter')
  await page.getByRole('textbox', { name: 'Share a folder' }).waitFor()
  await page.goBack()
  machineWith({ sharing: null, rosetta: true })
  await facts.getByText('not with this driver').waitFor()
  await facts.getByText('runs programs made for Intel').waitFor()
  await facts.getByRole('button', { name: 'Suspend' }).waitFor()
})

test('a folder that the machine does not see is told before a container is run, and what was entered stays', async () => {
  machineWith(withFolders([]))
  const page = await app().visit('/run')
  const form = new RunForm(page)
  await form.field('Image').fill('busybox')
  await form.add('Volumes and folders', {
    'Volume or path': `${dir}/projects/`,
    'In the container': '/app',
  })
  const note = page
    .getByRole('status')
    .filter({ hasText: `The machine does not see this folder: ${dir}/projects` })
  await note.waitFor()
  await expectAccessibleInBothThemes(page)
  await note.getByRole('link', { name: 'Shared folders…' }).press('Enter')
  await page.getByText('No folder is shared').waitFor()
  await app().fake.settings.set('sharedFolders', [dir])
  await page.goBack()
  await expect.poll(() => form.field('Image').inputValue(), poll).toBe('busybox')
  await note.getByText('It is shared from the next start of the machine on').waitFor()
  machineWith(withFolders([dir]))
  await note.waitFor({ state: 'detached' })
  await form.cell('Volumes and folders', 'Volume or path').fill('/var/run/docker.sock')
  machineWith({ sharing: null })
  await form.cell('Volumes and folders', 'Volume or path').fill('/home/ada')
  await page.getByText('The hypervisor of this computer cannot share folders').waitFor()
})
