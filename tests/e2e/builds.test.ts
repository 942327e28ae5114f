import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())

/** A folder with these files, named from the test's own folder on. */
async function folder(name: string, files: Record<string, string>): Promise<string> {
  const dir = path.join(app().tools.dir, 'src', name)
  await mkdir(dir, { recursive: true })
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(dir, file), text)
  return dir
}

async function builds(address = '/builds') {
  const page = await app().visit(address)
  return { page, frame: new Frame(page), table: new Table(page, 'Builds', 'build') }
}

test('an empty page says what to do; a folder is browsed to, built, and leads to its steps', async () => {
  const dir = await folder('shop', {
    Dockerfile:
      'FROM busybox AS base\nARG VERSION=1.0\nRUN echo "version $VERSION"\nFROM base AS final\nCOPY page /\n',
    page: 'hello',
  })
  const { page, frame, table } = await builds()
  await page.getByRole('heading', { name: 'No builds yet' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('banner').getByRole('button', { name: 'New build' }).click()
  // The folder is looked for by keyboard.
  await frame.dialog.getByLabel('Folder', { exact: true }).fill(`${path.dirname(dir)}/`)
  await frame.dialog.getByRole('button', { name: 'Browse: Folder' }).click()
  const browser = page.getByRole('dialog', { name: 'Folder' })
  await browser.getByRole('option', { name: 'shop' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.type('sho')
  await page.keyboard.press('Enter')
  await browser.getByRole('button', { name: 'Pick shop' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await browser.waitFor({ state: 'detached' })
  // The engine has read the Dockerfile: its stages and arguments are offered.
  await frame.dialog.getByLabel('Target').selectOption('final')
  await frame.dialog.getByRole('button', { name: '+ VERSION=1.0' }).click()
  await frame.dialog.getByLabel('Arguments', { exact: true }).fill('VERSION=2.0')
  await frame.dialog.getByLabel('Tags').fill('shop:2')
  await frame.dialog.getByRole('button', { name: 'More options' }).click()
  await frame.dialog.getByLabel('Network of RUN steps').selectOption('none')
  await frame.dialog
    .getByText(
      `docker buildx build --target=final --tag=shop:2 --build-arg=VERSION=2.0 --network=none --load -- ${dir}`,
      { exact: true },
    )
    .waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  await page.waitForURL(/\/builds\/[0-9a-f-]+\/steps/)
  const detail = page.getByRole('region', { name: 'Build shop:2' })
  await detail.getByText('done', { exact: true }).first().waitFor()
  await table.row('shop:2').getByText('done').waitFor()
  const step = detail.getByRole('button', { name: /RUN echo "version/ })
  await step.focus()
  await page.keyboard.press('Enter')
  await detail.getByRole('log').getByText('version 2.0').waitFor()
  await expectAccessible(page)
  // The image is in the engine, and the rail counts the build wherever one is.
  await frame.goTo('Images')
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('listitem')
    .filter({ hasText: /^Builds1$/ })
    .waitFor()
  await new Table(page, 'Images', 'image').row('shop:2').waitFor()
})

test('one image is built for two platforms', async () => {
  const dir = await folder('both', { Dockerfile: 'FROM scratch\nCOPY page /\n', page: 'hello' })
  const { page, frame } = await builds()
  await frame.run('New build')
  await frame.dialog.getByLabel('Folder', { exact: true }).fill(dir)
  await page.keyboard.press('Escape')
  await frame.dialog.getByLabel('Tags').fill('both:1')
  await frame.dialog.getByRole('button', { name: 'More options' }).click()
  await frame.dialog.getByLabel('Platforms').fill('linux')
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  await frame.dialog.getByText('"linux" is no platform').waitFor()
  await frame.dialog.getByLabel('Platforms').fill('linux/amd64 linux/arm64')
  await frame.dialog.getByText(/--platform=linux\/amd64,linux\/arm64/).waitFor()
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  const detail = page.getByRole('region', { name: 'Build both:1' })
  await detail.getByText('done', { exact: true }).first().waitFor()
  await frame.goTo('Images')
  // Beside its name, which a click copies.
  await new Table(page, 'Images', 'image').row('both:1').click({ position: { x: 240, y: 16 } })
  const image = page.getByRole('region', { name: 'Image both:1' })
  for (const platform of ['linux/amd64', 'linux/arm64'])
    await image.locator('option', { hasText: platform }).waitFor({ state: 'attached' })
})

test('a failed build shows the step, its last lines and the line of the Dockerfile; it is mended and built again', async () => {
  const dir = await folder('broken', { Dockerfile: 'FROM busybox\nRUN echo almost; exit 7\n' })
  const { page, frame, table } = await builds()
  await frame.run('New build')
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  await frame.dialog.getByText('Pick a folder, or give a path').waitFor()
  await frame.dialog.getByLabel('Folder', { exact: true }).fill(dir)
  await page.keyboard.press('Escape')
  await frame.dialog.getByRole('button', { name: 'More options' }).click()
  await frame.dialog.getByLabel('Network of RUN steps').selectOption('none')
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  const detail = page.getByRole('region', { name: 'Build broken' })
  await detail.getByRole('alert').getByText('The build failed at RUN echo almost; exit 7').waitFor()
  await detail.getByText('Dockerfile, line 2').waitFor()
  await detail.getByRole('log').getByText('almost').waitFor()
  await expectAccessible(page)
  await frame.tray.getByText('1 failed').waitFor()
  await detail.getByRole('tab', { name: 'Dockerfile' }).click()
  expect(await detail.locator('[data-failed]').innerText()).toContain('RUN echo almost; exit 7')
  await expectAccessible(page)
  await detail.getByRole('tab', { name: 'Output' }).click()
  await detail.getByRole('log').getByText('almost', { exact: true }).waitFor()
  await detail.getByRole('tab', { name: 'Details' }).click()
  await detail.getByText(dir, { exact: true }).waitFor()
  await expectAccessible(page)
  await writeFile(path.join(dir, 'Dockerfile'), 'FROM busybox\nRUN echo mended\n')
  await detail.getByRole('button', { name: 'Build again' }).click()
  await detail.getByText('done', { exact: true }).first().waitFor()
  await table.choose('shop:2', 'Copy docker buildx command')
  expect(await frame.clipboard()).toContain('--tag=shop:2')
})

test('a running build says what it does and is cancelled; one of another client is there too', async () => {
  const dir = await folder('endless', { Dockerfile: 'FROM busybox\nRUN echo up; sleep 600\n' })
  await app().tools.docker.run(
    ['buildx', 'build', '--network=none', await folder('theirs', { Dockerfile: 'FROM busybox\n' })],
    {
      signal: AbortSignal.timeout(60_000),
    },
  )
  const { page, frame, table } = await builds()
  await table.row('theirs').getByText('another client').waitFor()
  await page.getByRole('banner').getByRole('button', { name: 'New build' }).click()
  await frame.dialog.getByLabel('Folder', { exact: true }).fill(dir)
  await page.keyboard.press('Escape')
  await frame.dialog.getByRole('button', { name: 'More options' }).click()
  await frame.dialog.getByLabel('Network of RUN steps').selectOption('none')
  await frame.dialog.getByRole('button', { name: 'Build', exact: true }).click()
  const detail = page.getByRole('region', { name: 'Build endless' })
  await detail.getByRole('log').getByText('up', { exact: true }).waitFor()
  expect((await table.names())[0]).toBe('endless')
  await expectAccessible(page)
  await detail.getByRole('button', { name: 'Cancel the build' }).click()
  await detail.getByText('cancelled', { exact: true }).first().waitFor()
  await table.row('endless').getByRole('button', { name: 'Remove endless' }).click()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await table.row('endless').waitFor({ state: 'detached' })
  await detail.waitFor({ state: 'detached' })
  // One that another client removes while it is open says so.
  await table.row('theirs').click()
  await page.getByRole('region', { name: 'Build theirs' }).waitFor()
  const ref = page.url().match(/builds\/([^/]+)/)?.[1] ?? ''
  await app().tools.docker.run(['buildx', 'history', 'rm', '--builder=default', decodeURIComponent(ref)], {
    signal: AbortSignal.timeout(60_000),
  })
  await page.getByText('This build is not in the history any more.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('This build is not in the history any more.').waitFor({ state: 'detached' })
})

test('the build cache is listed, and cleaned up after a preview', async () => {
  const { page, frame } = await builds()
  await page.getByRole('radiogroup', { name: 'Builds or their cache' }).getByText('Build cache').click()
  const cache = new Table(page, 'Build cache', 'entry')
  await cache.row('RUN echo mended').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clean up…' }).click()
  await frame.dialog.getByText(/objects go, and free at least/).waitFor()
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByRole('button', { name: /^Clean up \d/ }).click()
  await expect.poll(() => cache.row('local source for context').count(), { timeout: 20_000 }).toBe(0)
})
