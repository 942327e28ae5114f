import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 60_000 }

async function volumes(address = '/volumes') {
  const page = await app().visit(address)
  return { page, frame: new Frame(page), table: new Table(page, 'Volumes', 'volume') }
}
const make = (name: string) =>
  app().room.engine.volumes.create({ name, driver: 'local', options: {}, labels: {} })
const use = (name: string, volume: string) =>
  app().room.client.json({
    doing: 'create',
    method: 'POST',
    path: '/containers/create',
    query: { name },
    body: {
      Image: 'busybox',
      Cmd: ['sleep', '9'],
      HostConfig: { NetworkMode: 'none', Binds: [`${volume}:/data`] },
    },
  })

test('an engine without volumes offers a first one, which is created with its options', async () => {
  const { page, frame, table } = await volumes()
  await page.getByRole('heading', { name: 'No volumes yet' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('banner').getByRole('button', { name: 'Create a volume' }).click()
  await frame.dialog.getByLabel('Name', { exact: true }).fill('first')
  await frame.dialog.getByLabel('Labels').fill('team=a\n=nonsense')
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await frame.dialog.getByText('Line 2 has no name').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByLabel('Labels').fill('team=a')
  await frame.dialog.getByText('docker volume create --label team=a first', { exact: true }).waitFor()
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await table.row('first').waitFor()
  await table.row('first').getByText('0 B').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or run an action' }).waitFor()
  await page.keyboard.press('Escape')
  await frame.run('Create a volume')
  await frame.dialog.getByLabel('Name', { exact: true }).fill('first')
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await frame.dialog.getByText('there is one of that name').waitFor()
})

test('the files of a volume are browsed and edited; no helper shows among the containers', async () => {
  await make('browse')
  const { page, table } = await volumes()
  await table.row('browse').click()
  await page.getByText('This folder is empty').waitFor()
  await page
    .locator('input[type="file"][multiple]')
    .setInputFiles([{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') }])
  const files = new Table(page, 'Files in /', 'file')
  await files.row('a.txt').waitFor()
  await expectAccessible(page)
  await files.row('a.txt').click()
  await page.getByRole('textbox', { name: 'Text of a.txt' }).getByText('hello').waitFor()
  await page.getByRole('tab', { name: 'Details' }).click()
  await page.getByText('No container mounts it.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Containers' }).click()
  await page.getByRole('heading', { name: 'No containers yet' }).waitFor()
})

test('a volume is backed up, restored into a new one and over one, and cloned', async () => {
  await make('keep')
  await app().room.engine.files.upload({ kind: 'volume', name: 'keep' }, '/')
  await app().room.engine.files.makeFolder({ kind: 'volume', name: 'keep' }, '/inside')
  const { page, frame, table } = await volumes()
  await table.choose('keep', 'Back up…')
  await frame.dialog.getByText(/docker run --rm -v keep:\/volume:ro busybox tar/).waitFor()
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await frame.dialog.getByRole('button', { name: 'Back up', exact: true }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('keep.tar.gz')
  const backup = await readFile(await file.path())
  expect(gunzipSync(backup).includes('inside/')).toBe(true)
  await frame.tray.waitFor()

  await page.getByRole('button', { name: 'Restore a backup' }).click()
  const chooser = page.waitForEvent('filechooser')
  await frame.dialog.getByLabel('Backup').click()
  await (await chooser).setFiles({ name: 'keep.tar.gz', mimeType: 'application/gzip', buffer: backup })
  expect(await frame.dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('keep-2')
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await table.row('keep-2').waitFor(poll)
  await page.getByText('keep.tar.gz is restored into keep-2.').waitFor(poll)

  await table.choose('keep', 'Clone…')
  await frame.dialog.getByLabel('Name of the copy').fill('twin')
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Clone', exact: true }).click()
  await table.row('twin').waitFor(poll)
  await expect
    .poll(
      () =>
        app()
          .room.engine.files.look({ kind: 'volume', name: 'twin' }, '/inside')
          .then(
            () => true,
            () => false,
          ),
      poll,
    )
    .toBe(true)
})

test('removing asks, and one in use is refused in a sentence that names by whom', async () => {
  await make('held')
  await use('holder', 'held')
  const { page, frame, table } = await volumes()
  await table.row('held').getByText('holder').waitFor()
  await table.choose('held', 'Remove…')
  await frame.dialog.getByText('held is used by holder').waitFor()
  await frame.dialog.getByText('docker volume rm held', { exact: true }).waitFor()
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await frame.dialog.getByText('Could not remove the volume held: it is used by holder.').waitFor()
  await expectAccessible(page)
  await app().room.engine.containers.remove('holder', { force: true, volumes: false })
  await frame.dialog.getByRole('button', { name: 'Try again' }).click()
  await table.row('held').waitFor({ state: 'detached' })
})

test('a volume that another client removes while it is open says so', async () => {
  await make('fleeting')
  const { page } = await volumes('/volumes/fleeting/details')
  await page
    .getByRole('region', { name: /fleeting/ })
    .first()
    .waitFor()
  await make('other')
  await app().room.client.json({ doing: 'remove', method: 'DELETE', path: '/volumes/fleeting' })
  await page.getByText('There is no volume fleeting any more.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('There is no volume fleeting any more.').waitFor({ state: 'detached' })
})

test('a clean-up shows what goes before it goes', async () => {
  await make('unused')
  const { page, frame, table } = await volumes()
  await table.row('unused').waitFor()
  await page.getByRole('button', { name: 'Clean up…' }).click()
  await frame.dialog.getByText('Nothing goes by that.').waitFor(poll)
  await frame.dialog.getByText('All unused', { exact: true }).click()
  await frame.dialog.getByText(/What is in a volume is lost for good.*unused/).waitFor()
  await frame.dialog.getByText('The same as commands').click()
  await frame.dialog.getByText('docker volume prune --all', { exact: true }).waitFor()
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByRole('button', { name: /^Clean up \d/ }).click()
  await page.getByRole('heading', { name: 'No volumes yet' }).waitFor()
})
