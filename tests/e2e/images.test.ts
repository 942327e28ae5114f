import { afterAll, beforeAll, expect, test } from 'vitest'
import { busyboxImage } from '../fixtures/busybox-image.ts'
import { startRegistry, type TestRegistry } from '../fixtures/registry.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open({ hostNetwork: true }))
const poll = { timeout: 60_000 }
let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
  await registry.push('team/app', 'v1', await busyboxImage({ ballast: [6, 6] }))
})
afterAll(() => registry.stop())

/** The field for the reference; beside it is the list of what the registry offers. */
const field = (frame: Frame) => frame.dialog.getByRole('combobox', { name: 'Image' })

async function images() {
  const page = await app().visit('/images')
  return { page, table: new Table(page, 'Images', 'image'), frame: new Frame(page) }
}

test('an image is pulled: the same as a command, progress, then its row', async () => {
  const { page, table, frame } = await images()
  await table.row('busybox:latest').waitFor()
  await expectAccessible(page)
  await page.getByRole('banner').getByRole('button', { name: 'Pull an image' }).click()
  const reference = `${registry.host}/team/app:v1`
  await field(frame).fill(reference)
  await frame.dialog.getByText(`docker pull ${reference}`, { exact: true }).waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await frame.dialog.getByRole('progressbar', { name: `Progress: Pull ${reference}` }).waitFor()
  await table.row(reference).waitFor(poll)
  await frame.dialog.waitFor({ state: 'detached' })
  await frame.tray.focus()
  await page.keyboard.press('Enter')
  await frame.jobs.getByText(`Pull ${reference}`).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await frame.jobs.first().waitFor({ state: 'detached' })
  expect(await frame.tray.evaluate((tray) => tray === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Dismiss: Pull ${reference}` }).click()
  await frame.tray.waitFor({ state: 'detached' })
})

test('a pull that fails says so in a sentence, in the dialog and in the tray', async () => {
  const { page, frame } = await images()
  await frame.run('Pull an image')
  await field(frame).fill(`${registry.host}/team/missing`)
  await frame.dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await frame.dialog.getByRole('alert').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await frame.tray.getByText('1 failed').waitFor()
})

test('what is no reference is said before anything is sent', async () => {
  const { frame } = await images()
  await frame.run('Pull an image')
  await field(frame).fill('--all tags')
  await frame.dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await frame.dialog.getByText('That is no image reference').waitFor()
})

test('removing asks with the size; one in use is refused in a sentence, and can be forced', async () => {
  const name = `${registry.host}/team/app:v1`
  const id = await app().room.create('user-of-app', ['true'], { image: name })
  const { page, table, frame } = await images()
  await table.row(name).getByText('user-of-app').waitFor()
  await table
    .row(name)
    .getByRole('button', { name: `Remove ${name}` })
    .click()
  await frame.dialog.getByText(/It takes \d+(\.\d+)? MB/).waitFor()
  await frame.dialog.getByText('Used by user-of-app.').waitFor()
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await frame.dialog.getByRole('alert').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('checkbox').check()
  await frame.dialog.getByRole('button', { name: 'Try again' }).click()
  await table.row(name).waitFor({ state: 'detached' })
  await app().room.engine.containers.remove(id, { force: true, volumes: false })
})

test('images are filtered, and lead to their containers', async () => {
  await app().room.create('uses-busybox', ['true'])
  const { page, table } = await images()
  await table.filter.fill('nothing like this')
  await page.getByText('0 of 1 image').waitFor()
  await table.filter.fill('busy')
  await table.row('busybox:latest').getByRole('link', { name: 'uses-busybox' }).click()
  await page.waitForURL(/containers\?q=[0-9a-f]{12}/)
  await new Table(page, 'Containers', 'container').row('uses-busybox').waitFor()
})
