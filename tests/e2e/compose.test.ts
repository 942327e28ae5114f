import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { projectFolder, shop } from '../fixtures/compose-files.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Compose } from './pages/compose.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
/** compose is a program of its own, and stops containers one second after it asked them */
const slow = { timeout: 60_000 }

let shopDir: string
beforeAll(async () => {
  shopDir = await projectFolder(app().room.native.dir)
})

async function compose(address = '/compose'): Promise<Compose> {
  return new Compose(await app().visit(address))
}

/** A project of one service, whose file is opened already. */
async function project(name: string, service: string): Promise<string> {
  const text = `name: ${name}\nservices:\n  web:\n    network_mode: none\n    stop_grace_period: 1s\n${service}`
  const dir = await projectFolder(app().room.native.dir, { 'compose.yaml': text })
  await app().room.engine.compose.open(dir)
  return path.join(dir, 'compose.yaml')
}

// It looks at five places in both themes.
test(
  'a folder is found by the keyboard, brought up with its output in sight, and shows its services',
  { timeout: 240_000 },
  async () => {
    const on = await compose()
    const { page } = on
    await page.getByRole('heading', { name: 'No compose projects yet' }).waitFor()
    await expectAccessibleInBothThemes(on.page)
    await page.getByRole('banner').getByRole('button', { name: 'Open a compose file…' }).click()
    const field = on.frame.dialog.getByRole('textbox', { name: 'File or folder' })
    await field.fill(`${path.dirname(shopDir)}/`)
    await on.frame.dialog.getByRole('button', { name: 'Browse: File or folder' }).click()
    const browser = page.getByRole('dialog', { name: 'File or folder' })
    await browser.getByRole('option', { name: path.basename(shopDir) }).waitFor()
    await page.keyboard.type(path.basename(shopDir))
    await page.keyboard.press('Enter')
    await browser.getByRole('option', { name: 'compose.yaml' }).waitFor()
    await page.keyboard.type('compose')
    await page.keyboard.press('Enter')
    await browser.waitFor({ state: 'detached' })
    await on.frame.dialog
      .getByText(`docker compose -f ${path.join(shopDir, 'compose.yaml')} up -d`, { exact: true })
      .waitFor()
    await expectAccessibleInBothThemes(on.page)
    await on.frame.dialog.getByRole('button', { name: 'Open', exact: true }).click()

    await on.service('shop', 'tool').getByText('only with the profile tools').waitFor()
    await expectAccessibleInBothThemes(on.page)
    await on.detail('shop').getByRole('button', { name: 'Bring up…' }).click()
    await on.frame.dialog.getByText(/docker compose -f .* -p shop up --detach/).waitFor()
    await expectAccessibleInBothThemes(on.page)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/compose/shop/output')
    await on.output('shop').getByText('Container shop-web-1 Started').waitFor(slow)
    await on.output('shop').getByText('Done.').waitFor(slow)
    await expectAccessibleInBothThemes(on.page)
    await page.keyboard.press('1')
    await on.service('shop', 'web').getByText('running').waitFor()
    await on.table.row('shop').getByText('All 2 running').waitFor()
    await expectAccessibleInBothThemes(on.page)
  },
)

test('a service is stopped, started, restarted and scaled; the others go on', async () => {
  const on = await compose('/compose/shop/services')
  const { page } = on
  const web = on.service('shop', 'web')
  await web.getByRole('button', { name: 'Stop web' }).click()
  await web.getByText('exited (').waitFor(slow)
  await on.service('shop', 'db').getByText('running').waitFor()
  await web.getByRole('button', { name: 'Start web' }).click()
  await web.getByText('running').waitFor(slow)
  const started = async (): Promise<unknown> =>
    (await app().room.engine.containers.detail('shop-web-1', { size: false })).process.pid
  const before = await started()
  await web.getByRole('button', { name: 'More actions for web' }).click()
  await page.getByRole('menuitem', { name: 'Restart' }).click()
  await expect.poll(started, slow).not.toBe(before)
  await web.getByRole('button', { name: 'Replicas of web: 1. Change' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replicas of web' })
  await dialog.getByRole('textbox', { name: 'Replicas of web' }).fill('3')
  await dialog.getByText(/web=3/).waitFor()
  await expectAccessibleInBothThemes(on.page)
  await page.keyboard.press('Enter')
  await web.getByText('shop-web-3').waitFor(slow)
  await on.table.row('shop').getByText('All 4 running').waitFor(slow)
})

test('logs of all services are merged; what compose makes of the files is shown', async () => {
  const on = await compose('/compose/shop/logs')
  const { page } = on
  await page.getByRole('log').getByText('hello from web').first().waitFor()
  await expectAccessibleInBothThemes(on.page)
  await on.detail('shop').getByRole('tab', { name: 'Effective' }).click()
  const config = page.getByRole('textbox', { name: 'Effective configuration of shop' })
  await config.getByText('shop_data').first().waitFor(slow)
  await expectAccessibleInBothThemes(on.page)
})

test('a file is completed by the schema; what compose refuses is shown and not saved', async () => {
  const on = await compose('/compose/shop/file')
  const { page } = on
  const file = path.join(shopDir, 'compose.yaml')
  await on.editor.getByText('hello from web').first().waitFor()
  await expectAccessibleInBothThemes(on.page)
  await on.type('services:\n  web:\n    image: busybox\n    stop_gr')
  await page.keyboard.press('Control+Space')
  await page.getByRole('option', { name: 'stop_grace_period' }).click()
  await on.editor.getByText('stop_grace_period').first().waitFor()

  await on.type(shop.replace('stop_grace_period: 1s', 'imagine: 1s'))
  await page.getByRole('button', { name: /Compose knows no “imagine” here/ }).waitFor()
  await expectAccessibleInBothThemes(on.page)
  await page.keyboard.press('Control+s')
  await page
    .getByRole('alert')
    .getByText(/compose\.yaml.*imagine/)
    .waitFor(slow)
  expect(await readFile(file, 'utf8')).toBe(shop)
  await expectAccessibleInBothThemes(on.page)

  const mended = shop.replace('sleep 600\n    network_mode', 'sleep 700\n    network_mode')
  await on.type(mended)
  await page.keyboard.press('Control+s')
  await page.getByText('Saved.', { exact: true }).waitFor(slow)
  expect(await readFile(file, 'utf8')).toBe(mended)

  // Somebody else's change is taken over; over what is typed it is told.
  await writeFile(file, `# theirs\n${mended}`)
  await on.editor.getByText('# theirs').waitFor()
  await on.type(`# ours\n${mended}`)
  await writeFile(file, `# others\n${mended}`)
  await page.getByText('The file has changed on disk since it was opened.').waitFor()
  await expectAccessibleInBothThemes(on.page)
  await page.getByRole('button', { name: 'Take what is on disk' }).click()
  await on.editor.getByText('# others').waitFor()
  await writeFile(file, shop)
})

test('what a project builds is built, from its own menu and from a service’s', async () => {
  const file = await project('built', '    image: built-web:1\n    build: .\n    command: sleep 600\n')
  await writeFile(path.join(path.dirname(file), 'Dockerfile'), 'FROM busybox\nLABEL made=once\n')
  const on = await compose('/compose/built/services')
  await on.table.choose('built', 'Build')
  await on.detail('built').getByRole('tab', { name: 'Output' }).click()
  await on.output('built').getByText('Done.').waitFor(slow)
  const label = async (): Promise<unknown> =>
    (
      (await app().room.client.json({ doing: 'inspect', path: '/images/built-web:1/json' })) as {
        Config: { Labels?: Record<string, string> }
      }
    ).Config.Labels?.['made']
  expect(await label()).toBe('once')
  await writeFile(path.join(path.dirname(file), 'Dockerfile'), 'FROM busybox\nLABEL made=twice\n')
  await on.detail('built').getByRole('tab', { name: 'Services' }).click()
  await on.service('built', 'web').getByRole('button', { name: 'More actions for web' }).click()
  await on.page.getByRole('menuitem', { name: 'Build' }).click()
  await expect.poll(label, slow).toBe('twice')
})

test('an image that nobody has fails with a sentence that helps', async () => {
  await project('lost', '    image: localhost:1/none/there\n')
  const on = await compose('/compose/lost/services')
  await on.detail('lost').getByRole('button', { name: 'Bring up…' }).click()
  await on.frame.dialog.getByRole('button', { name: 'Bring up', exact: true }).click()
  await on.frame.tray.getByText('1 failed').waitFor(slow)
  await on
    .output('lost')
    .getByText(/localhost:1\/none\/there/)
    .first()
    .waitFor()
  await expectAccessibleInBothThemes(on.page)
  await on.frame.tray.click()
  await on.frame.jobs.getByText(/Could not bring up lost|Could not up lost/).waitFor()
  await on.frame.jobs.getByText(/The registry could not be reached|The registry has no such image/).waitFor()
})

test('a dropped file becomes a project; taken off the list, its detail closes', async () => {
  const on = await compose('/compose')
  const { page } = on
  const dir = await projectFolder(app().room.native.dir, { 'notes.txt': '' })
  const dropped = 'name: dropped\nservices:\n  web:\n    image: busybox\n'
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'dropped.yaml', { type: 'application/yaml' }))
    return data
  }, dropped)
  for (const type of ['dragover', 'drop'])
    await page.locator('main').getByRole('grid').dispatchEvent(type, { dataTransfer: transfer })
  await on.frame.dialog.getByText('A browser does not tell where “dropped.yaml” is.').waitFor()
  await on.frame.dialog.getByText('Make a new file of it').click()
  await on.frame.dialog.getByRole('textbox', { name: 'Into which folder' }).fill(dir)
  await expectAccessibleInBothThemes(on.page)
  await on.frame.dialog.getByRole('button', { name: 'Make the file and open it' }).click()
  await on.service('dropped', 'web').waitFor(slow)
  expect(await readFile(path.join(dir, 'dropped.yaml'), 'utf8')).toBe(dropped)

  await on.detail('dropped').getByRole('button', { name: 'More actions for dropped' }).click()
  await page.getByRole('menuitem', { name: 'Take off the list' }).click()
  await on.table.row('dropped').waitFor({ state: 'detached' })
  await page.waitForURL((url) => url.pathname === '/compose')
  expect(await page.getByText('There is no project dropped any more.').count()).toBe(0)
  expect(await readFile(path.join(dir, 'dropped.yaml'), 'utf8')).toBe(dropped)
})

test('down asks, names the volumes and keeps them unless told otherwise', async () => {
  const on = await compose('/compose')
  const { page } = on
  const down = async (): Promise<void> => {
    // The keyboard's way: to the row, its menu, the last entry.
    await on.table.grid.focus()
    await on.table.row('shop').click()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Take down…' }).press('Enter')
    await on.frame.dialog.getByText('shop_data').waitFor()
  }
  const volumes = async (): Promise<string[]> =>
    (await app().room.engine.compose.volumes('shop')).map(({ name }) => name)
  await down()
  expect(await on.frame.dialog.getByLabel('Remove its volumes too').isChecked()).toBe(false)
  await expectAccessibleInBothThemes(on.page)
  await page.keyboard.press('Escape')
  await on.frame.dialog.waitFor({ state: 'detached' })
  await on.service('shop', 'db').getByText('running').waitFor()

  await down()
  await on.frame.dialog.getByRole('button', { name: 'Take down', exact: true }).click()
  await on.output('shop').getByText('Done.').last().waitFor(slow)
  await on.table.row('shop').getByText('No containers').waitFor(slow)
  expect(await volumes()).toEqual(['shop_data'])

  await app().tools.docker.run(['compose', '-f', path.join(shopDir, 'compose.yaml'), 'up', '-d', 'web'], {
    signal: AbortSignal.timeout(60_000),
  })
  await on.table.row('shop').getByText('1 running').waitFor(slow)
  await down()
  await on.frame.dialog.getByLabel('Remove its volumes too').check()
  await on.frame.dialog.getByText(/down .*--volumes/).waitFor()
  await on.frame.dialog.getByRole('button', { name: 'Take down with volumes' }).click()
  await on.table.row('shop').getByText('No containers').waitFor(slow)
  await expect.poll(volumes, slow).toEqual([])
})
