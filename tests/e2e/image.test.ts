import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '../fixtures/compose-files.ts'
import { busyboxImage, loadBusybox } from '../fixtures/busybox-image.ts'
import { ociImage } from '../fixtures/oci-image.ts'
import { registryPassword, registryUser, startRegistry, type TestRegistry } from '../fixtures/registry.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Compose } from './pages/compose.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open({ hostNetwork: true }))
const slow = { timeout: 60_000 }
let registry: TestRegistry
let locked: TestRegistry
let name: string
beforeAll(async () => {
  registry = await startRegistry()
  locked = await startRegistry({ login: true })
  name = `${registry.host}/team/app:v1`
  const other = await ociImage([[{ path: 'a', data: Buffer.from('x') }]], { Cmd: ['other'] }, 'arm64')
  await registry.pushIndex('team/app', 'v1', [
    [
      { os: 'linux', architecture: 'amd64' },
      await busyboxImage({ ballast: [2], labels: { team: 'harbour' } }),
    ],
    [{ os: 'linux', architecture: 'arm64', variant: 'v8' }, other],
  ])
  const jobs = app().room.jobs()
  const id = await app().room.engine.images.pull(name)
  await jobs.until('the image', (rows) => rows.some((job) => job.id === id && job.state === 'done'))
  jobs.stop()
})
afterAll(async () => {
  await registry.stop()
  await locked.stop()
})

interface Opened {
  readonly page: Page
  readonly table: Table
  readonly frame: Frame
}

async function images(address = '/images'): Promise<Opened> {
  const page = await app().visit(address)
  return { page, table: new Table(page, 'Images', 'image'), frame: new Frame(page) }
}

/** Chooses from the menu of an image. */
async function choose({ page, table }: Opened, image: string, item: string): Promise<void> {
  await table.row(image).click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

test('one image is looked into: what it runs, its layers, its users, the answer itself', async () => {
  const container = await app().room.create('uses-app', ['true'], { image: name })
  const opened = await images()
  const { page, table } = opened
  await table.row(name).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('region', { name: `Image ${name}` })
  await detail.getByText('harbour').waitFor()
  await detail.getByText('linux/arm64/v8', { exact: true }).waitFor()
  await detail.getByRole('button', { name: 'Pull linux/arm64/v8' }).waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('2')
  const layers = detail.getByRole('list', { name: 'Layers, the newest first' }).getByRole('listitem')
  await layers.first().getByText('CMD ["sh"]').waitFor()
  await layers
    .nth(1)
    .getByText(/2\.\d+ MB/)
    .waitFor()
  await expectAccessible(page)
  await page.keyboard.press('3')
  await detail.getByRole('link', { name: /uses-app/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('4')
  await detail.getByLabel('Inspect answer').getByText('"Architecture": "amd64"').waitFor()
  await page.reload()
  await detail.getByLabel('Inspect answer').waitFor()
  await page.keyboard.press('Escape')
  await detail.waitFor({ state: 'detached' })
  await app().room.engine.containers.remove(container, { force: true, volumes: false })
})

test('an image that is gone while it is open says so', async () => {
  await loadBusybox(app().room.native.socketPath, 'passing:1', { labels: { passing: 'yes' } })
  const opened = await images()
  await choose(opened, 'passing:1', 'Layers')
  await opened.page.getByRole('list', { name: 'Layers, the newest first' }).waitFor()
  await app().room.engine.images.remove('passing:1', { force: true })
  await opened.page.getByText(/There is no image [0-9a-f]{12} any more/).waitFor()
})

test('a name is given, used to push, and taken off; the push shows its layers', async () => {
  const opened = await images()
  const { page, frame, table } = opened
  await choose(opened, 'busybox:latest', 'Tag…')
  await frame.dialog.getByRole('textbox', { name: 'New name' }).fill('team/box')
  await frame.dialog.getByText('docker tag busybox:latest team/box:latest').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Enter')
  await table.row('busybox:latest').getByText('+1').waitFor()

  await choose(opened, 'busybox:latest', 'Push…')
  const as = frame.dialog.getByRole('combobox', { name: 'Push as' })
  await as.fill(`${registry.host}/team/box:1`)
  await frame.dialog.getByText('The image gets this name first.').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Enter')
  await frame.dialog.getByText(/^1: digest: sha256/).waitFor(slow)
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()

  await choose(opened, `${registry.host}/team/box:1`, 'Show')
  await page.getByRole('button', { name: 'Take the name team/box:latest off' }).click()
  await page.getByText('The name team/box:latest is off.').waitFor()
  await app().room.engine.images.remove(`${registry.host}/team/box:1`, { force: false })
})

test('a push that its registry refuses says what to do', async () => {
  const opened = await images()
  const { page, frame } = opened
  await choose(opened, 'busybox:latest', 'Push…')
  await frame.dialog.getByRole('combobox', { name: 'Push as' }).fill(`${locked.host}/box:1`)
  await page.keyboard.press('Enter')
  await frame.alert.getByText(/log in first/).waitFor(slow)
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await frame.tray.click()
  await page.getByRole('button', { name: `Try again: Push ${locked.host}/box:1` }).waitFor()
  await page.getByRole('button', { name: `Dismiss: Push ${locked.host}/box:1` }).click()
  await app().room.engine.images.remove(`${locked.host}/box:1`, { force: false })
})

test('the tags of a registry are offered while a name is typed', async () => {
  const { page, frame } = await images()
  await frame.run('Pull an image')
  const field = frame.dialog.getByRole('combobox', { name: 'Image' })
  await field.fill(`${registry.host}/team/app`)
  await page.getByText(`1 tag at ${registry.host}`).waitFor()
  await page.getByRole('option', { name }).click()
  expect(await field.inputValue()).toBe(name)
  await frame.dialog.getByLabel('Platform').selectOption('linux/arm64')
  await frame.dialog.getByText(`docker pull --platform linux/arm64 ${name}`).waitFor()
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await frame.dialog.waitFor({ state: 'detached', ...slow })
})

test('images are saved as one file, and loaded from it', async () => {
  await loadBusybox(app().room.native.socketPath, 'kept:1', { labels: { kept: 'yes' } })
  const opened = await images()
  const { page, frame, table } = opened
  await table.row('kept:1').waitFor()
  const downloads = page.waitForEvent('download', slow)
  await choose(opened, 'kept:1', 'Save to a file')
  const download = await downloads
  expect(download.suggestedFilename()).toBe('kept-1.tar')
  const file = await readFile(await download.path())
  await app().room.engine.images.remove('kept:1', { force: true })
  await table.row('kept:1').waitFor({ state: 'detached' })

  await frame.run('Load images from a file')
  const choose_ = frame.dialog.locator('input[type=file]')
  await choose_.setInputFiles({ name: 'kept-1.tar', mimeType: 'application/x-tar', buffer: file })
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByRole('button', { name: 'Load', exact: true }).click()
  await frame.dialog.getByText('Loaded: kept:1').waitFor(slow)
  await table.row('kept:1').waitFor()

  await choose_.setInputFiles({
    name: 'odd.tar',
    mimeType: 'application/x-tar',
    buffer: Buffer.alloc(2000, 'x'),
  })
  await frame.dialog.getByRole('button', { name: 'Load', exact: true }).click()
  await frame.alert.getByText(/no archive of images/).waitFor(slow)
  await expectAccessible(page)
})

test('a newer version at the registry is marked, and pulled', async () => {
  await registry.push('team/app', 'v1', await busyboxImage({ labels: { fresh: 'yes' } }))
  const opened = await images()
  const { page, frame, table } = opened
  await choose(opened, name, 'Check for a newer version')
  await page.getByText('Of 1 name, 1 has a newer version.').waitFor(slow)
  await table.row(name).getByText('newer').waitFor()
  await page.getByLabel('Show', { exact: true }).selectOption('newer')
  await page.getByText('1 of').waitFor()
  await choose(opened, name, 'Show')
  await page.getByText(/The registry has another version than this one/).waitFor()
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Pull it…' }).click()
  await frame.dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await frame.dialog.waitFor({ state: 'detached', ...slow })
})

test('a clean-up says what goes before it does', async () => {
  for (const n of ['1', '2']) await loadBusybox(app().room.native.socketPath, 'moving:1', { labels: { n } })
  const { page, frame, table } = await images('/images?q=is:dangling')
  await table.row('moving:1').waitFor({ state: 'detached' })
  await frame.run('Clean up images')
  const going = new Table(page, 'What goes', 'entry')
  const dangling = going.grid.getByRole('row', { name: /^dangling/ })
  await dangling.first().waitFor()
  await frame.dialog.getByText(/objects? goe?s?, and frees? at least/).waitFor()
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByText('All unused', { exact: true }).click()
  await going.row('moving:1').waitFor()
  // What loses its name while this is open was not seen, and stays.
  await loadBusybox(app().room.native.socketPath, 'moving:1', { labels: { n: '3' } })
  await frame.dialog.getByText('Dangling', { exact: true }).click()
  await going.row('moving:1').waitFor({ state: 'detached' })
  const seen = await dangling.count()
  await frame.dialog.getByRole('button', { name: /^Clean up \d/ }).click()
  await frame.dialog.getByText(new RegExp(`${seen} of ${seen}`)).waitFor(slow)
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect.poll(() => table.names(), slow).toHaveLength(1)
  await frame.run('Clean up images')
  await dangling.first().waitFor()
  await frame.dialog.getByRole('button', { name: /^Clean up \d/ }).click()
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('No image matches “is:dangling”.').waitFor(slow)
  await frame.tray.click()
  await frame.jobs
    .getByText(/^Freed /)
    .first()
    .waitFor()
})

test('a login is tried, refused, then taken; without one an image stays private', async () => {
  const { page, frame } = await images()
  await frame.run('Registries and logins')
  await page.getByText('There are no logins on this computer').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Log in…' }).click()
  await frame.dialog.getByRole('combobox', { name: 'Registry' }).fill(locked.host)
  await frame.dialog.getByRole('textbox', { name: 'User' }).fill(registryUser)
  const password: Locator = frame.dialog.getByLabel('Password or access token')
  await password.fill('wrong')
  await page.keyboard.press('Enter')
  await frame.alert.getByText(/does not take this login/).waitFor(slow)
  await expectAccessibleInBothThemes(page)
  await password.fill(registryPassword)
  await page.keyboard.press('Enter')
  const row = page.getByRole('table', { name: 'Logins' }).getByRole('row', { name: new RegExp(locked.host) })
  await row.getByText('in docker’s config.json, not encrypted').waitFor(slow)
  await expectAccessibleInBothThemes(page)
  await row.getByRole('button', { name: `Test the login to ${locked.host}` }).click()
  await page.getByText(`${locked.host} takes this login.`).waitFor()
  await row.getByRole('button', { name: `Log out of ${locked.host}` }).click()
  await frame.dialog.getByRole('button', { name: `Log out of ${locked.host}` }).click()
  await page.getByText('There are no logins on this computer').waitFor()
  await page.getByRole('link', { name: 'Set them in the settings' }).click()
  await page.waitForURL('**/settings#engine')
  await page.getByLabel('Registry mirrors').waitFor()
})

test('a compose project pulls what its services name', async () => {
  const other = `${registry.host}/team/served:v1`
  await registry.push('team/served', 'v1', await busyboxImage({ labels: { served: 'yes' } }))
  const text = `name: pulled\nservices:\n  web:\n    image: ${other}\n    network_mode: none\n`
  await app().room.engine.compose.open(await projectFolder(app().tools.dir, { 'compose.yaml': text }))
  const compose = new Compose(await app().visit('/compose/pulled/output'))
  await compose.table.choose('pulled', 'Pull')
  await compose.output('pulled').getByText('Done.').waitFor(slow)
  await compose.frame.goTo('Images')
  await new Table(compose.page, 'Images', 'image').row(other).waitFor()
})
