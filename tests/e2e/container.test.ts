import { createReadStream } from 'node:fs'
import { extract } from 'tar-stream'
import { expect, test } from 'vitest'
import { expectAccessible, showIn } from './accessible.ts'
import { App } from './app.ts'
import { Detail } from './pages/detail.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }
const sleeper = ['sleep', '600']

async function open(name: string, tab: string, size?: { width: number; height: number }) {
  const page = await app().visit(`/containers/${name}/${tab}`, size)
  return { page, detail: new Detail(page, name), frame: new Frame(page) }
}

/** Asks the engine around the page, as another client does. */
const engine = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  app().room.client.json({ doing: `ask ${path}`, method, path, ...(body && { body }) })

test('the overview says what a container is; secrets are hidden until shown; long values keep their place', async () => {
  const { Id: id } = (await engine('POST', '/containers/create?name=rich', {
    Image: 'busybox',
    Cmd: sleeper,
    Env: ['DB_PASSWORD=hunter2', 'GREETING=Grüße, 世界', `BIG=${'lorem '.repeat(2000)}`],
    Labels: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`label.${at}`, `value ${at}`])),
    HostConfig: { NetworkMode: 'none', Memory: 64 * 2 ** 20, CapAdd: ['NET_ADMIN'], ReadonlyRootfs: true },
  })) as { Id: string }
  await engine('POST', `/containers/${id}/start`)
  const { page, detail, frame } = await open('rich', 'overview')
  await detail.fact('Memory').getByText('64 MiB').waitFor()
  await detail.fact('Capabilities added').getByText('NET_ADMIN').waitFor()
  await detail.fact('Read-only root').getByText('yes').waitFor()
  await detail.fact('GREETING').getByText('Grüße, 世界').waitFor()
  await detail.fact('Id').getByRole('button').click()
  await expect.poll(() => frame.clipboard(), poll).toBe(id)

  expect(await page.getByText('hunter2').count()).toBe(0)
  await detail.fact('DB_PASSWORD').getByRole('button', { name: 'Copy DB_PASSWORD' }).click()
  await expect.poll(() => frame.clipboard(), poll).toBe('hunter2')
  await page.getByRole('button', { name: 'Show DB_PASSWORD' }).click()
  await detail.fact('DB_PASSWORD').getByText('hunter2').waitFor()

  const overview = page.getByRole('region', { name: 'Overview' })
  await page.getByRole('button', { name: 'Show all 12,000 characters' }).click()
  expect(await overview.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  await page.getByRole('textbox', { name: 'Filter: Labels' }).fill('value 299')
  await detail.fact('label\\.299').waitFor()
  await detail.fact('label\\.1').waitFor({ state: 'detached' })
  await detail.fact('Size').getByRole('button', { name: 'Measure' }).click()
  await detail.fact('Size').getByText('written').waitFor()
  await expectAccessible(page)
  await showIn(page, 'dark')
  await expectAccessible(page)
})

test('a failing health check shows its last results; one that did not start says why', async () => {
  await app().room.run('ailing', sleeper, {
    healthcheck: { command: 'echo no such page; false', intervalMs: 200 },
  })
  const broken = await app().room.create('broken', ['no-such-program'])
  await engine('POST', `/containers/${broken}/start`).catch(() => undefined)
  const { page } = await open('ailing', 'overview')
  const results = page.getByRole('list', { name: 'Last results' })
  await results.getByText('failed (1)').first().click()
  await results.getByText('no such page').nth(1).waitFor()
  await expectAccessible(page)
  await page.goto(new URL('/containers/broken/overview', page.url()).href)
  await page.getByText(/^It did not start: .*executable file not found/).waitFor()
})

test('keys go from tab to tab, an address names each, and a tab of nonsense is the log', async () => {
  await app().room.run('tabbed', sleeper)
  const { page, detail } = await open('tabbed', 'overview')
  await detail.fact('Status').waitFor()
  await page.keyboard.press(']')
  await page.waitForURL('**/containers/tabbed/logs')
  await page.keyboard.press('[')
  await page.keyboard.press('[')
  await page.waitForURL('**/containers/tabbed/inspect')
  await page.keyboard.press('1')
  await page.waitForURL('**/containers/tabbed/overview')
  await page.goto(new URL('/containers/tabbed/nonsense', page.url()).href)
  await expect.poll(() => detail.tab('Logs').getAttribute('aria-selected'), poll).toBe('true')
})

test('tabs that a narrow detail cuts stand in a menu; at its usual width none is cut', async () => {
  await app().room.run('narrow', sleeper)
  const { page, detail } = await open('narrow', 'overview', { width: 900, height: 600 })
  const more = detail.section.getByRole('button', { name: 'More tabs' })
  await detail.fact('Status').waitFor()
  expect(await more.count()).toBe(0)
  await page.getByRole('separator').focus()
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight')
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Inspect' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/containers/narrow/inspect')
  await expect.poll(() => detail.tab('Inspect').getAttribute('aria-selected'), poll).toBe('true')
})

test('the inspection is searched, closed and opened, and gives away paths and values', async () => {
  await app().room.run('inspected', sleeper, { labels: { 'com.example': 'Größe' } })
  const { page, frame } = await open('inspected', 'inspect')
  const tree = page.getByRole('tree', { name: 'Inspection' })
  const line = (text: string | RegExp) => tree.getByRole('treeitem').filter({ hasText: text })
  await line('"State": {').waitFor()
  await page.getByRole('button', { name: 'Close all' }).click()
  await line('"Config": {').waitFor()
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(50)
  await tree.focus()
  await page.keyboard.press('/')
  await page.keyboard.type('com.example')
  await page.getByText('1 found').waitFor()
  await page.keyboard.press('Enter')
  await line('"com.example": "Größe"').waitFor()
  await page.getByText('1 of 1').waitFor()
  await page.getByRole('button', { name: 'Copy path' }).click()
  await expect.poll(() => frame.clipboard(), poll).toBe('.Config.Labels["com.example"]')
  await page.getByRole('button', { name: 'Copy value' }).click()
  await expect.poll(() => frame.clipboard(), poll).toBe('Größe')
  await tree.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await line('"Labels": { 1 }').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy JSON' }).click()
  await expect.poll(async () => (await frame.clipboard()).includes('"Größe"'), poll).toBe(true)
})

test('processes are current, sorted and filtered; a container that stops says that it has none', async () => {
  const id = await app().room.run('busy', ['sh', '-c', 'sleep 7001 & sleep 7002 & sleep 7003'])
  const { page, detail } = await open('busy', 'processes')
  const table = detail.section.getByRole('table')
  await table.getByText('sleep 7003').waitFor()
  await expectAccessible(page)
  const commands = () => table.locator('tbody tr td:last-child').allTextContents()
  await table.getByRole('button', { name: 'Command' }).click()
  await expect.poll(commands, poll).toEqual(['sleep 7001', 'sleep 7002', 'sleep 7003'])
  await table.getByRole('button', { name: 'Command' }).click()
  await expect.poll(async () => (await commands())[0], poll).toBe('sleep 7003')
  await page.getByRole('textbox', { name: 'Filter the processes' }).fill('7002')
  await page.getByText('1 of 3').waitFor()
  await engine('POST', `/containers/${id}/kill`)
  await page.getByText('busy does not run, so there are no processes in it.').waitFor()
})

test('changes are a tree of thousands, by kind, and searched', async () => {
  const script =
    'mkdir -p /srv/www; i=0; while [ $i -lt 3000 ]; do >/srv/www/$i.html; i=$((i+1)); done; rm /bin/seq; exec sleep 600'
  const id = await app().room.run('writer', ['sh', '-c', script])
  // What is opened at first depends on what was there at first.
  await expect
    .poll(async () => (await app().room.engine.containers.changes(id)).deleted, poll)
    .toEqual(['/bin/seq'])
  const { page, frame } = await open('writer', 'changes')
  const tree = page.getByRole('tree', { name: 'Changes' })
  const again = page.getByRole('button', { name: 'Compare again' })
  await expect
    .poll(async () => {
      await again.click()
      return page.getByText('3,002 added').count()
    }, poll)
    .toBe(1)
  await tree.getByRole('treeitem').filter({ hasText: 'www' }).dblclick()
  await tree.getByRole('treeitem').filter({ hasText: '0.html' }).first().waitFor()
  await tree.press('End')
  await tree.getByRole('treeitem').filter({ hasText: '2999.html' }).waitFor()
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(120)
  await page.getByRole('button', { name: 'Copy path' }).click()
  await expect.poll(() => frame.clipboard(), poll).toBe('/srv/www/2999.html')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Search the paths' }).fill('WWW/42')
  await page.getByText('11 paths').waitFor()
  await page.getByRole('textbox', { name: 'Search the paths' }).fill('')
  await page.getByText('3,002 added').click()
  await expect
    .poll(() => tree.getByRole('treeitem').allTextContents(), poll)
    .toEqual([expect.stringMatching(/bin/), expect.stringMatching(/seq.*deleted/)])
})

test('what it uses is drawn over time, with its limits', async () => {
  const id = await app().room.run('drawn', ['sh', '-c', 'while true; do :; done'])
  await engine('POST', `/containers/${id}/update`, { NanoCpus: 5e8, PidsLimit: 20 })
  const { page } = await open('drawn', 'stats')
  const cpu = page.getByRole('figure', { name: 'CPU' })
  await cpu.getByText('limit 50 %').waitFor()
  await cpu.locator('[data-limit]').waitFor({ state: 'attached' })
  await page.getByRole('figure', { name: 'Processes and threads' }).getByText('limit 20').waitFor()
  await page
    .getByRole('figure', { name: 'Memory' })
    .getByRole('img', { name: /^Memory: \d/ })
    .waitFor()
  await expectAccessible(page)
  await showIn(page, 'dark')
  await expectAccessible(page)
  await page.getByText('60 min', { exact: true }).click()
  await cpu.getByText('60 min ago').waitFor()
  await engine('POST', `/containers/${id}/kill`)
  await page.getByText('drawn does not run: this is what it used.').waitFor()
})

test('it is renamed, and the page follows; a name that is taken says by whom', async () => {
  await app().room.run('first-name', sleeper)
  const taken = await app().room.create('taken-name', sleeper)
  const { page, detail, frame } = await open('first-name', 'overview')
  await detail.choose('Rename…')
  const field = frame.dialog.getByRole('textbox', { name: 'New name' })
  await field.fill('ü')
  await frame.dialog.getByText('A name has two letters or digits at least').waitFor()
  await field.fill('taken-name')
  await frame.dialog.getByText('docker rename first-name taken-name').waitFor()
  await expectAccessible(page)
  await field.press('Enter')
  await frame.dialog.getByText(`the container ${taken.slice(0, 12)} is called that.`).waitFor()
  await expectAccessible(page)
  await field.fill('second-name')
  await field.press('Enter')
  await page.waitForURL('**/containers/second-name/overview')
  await page.getByRole('region', { name: 'Container second-name' }).waitFor()
  await page.getByText('first-name is called second-name now.').waitFor()
})

test('limits and restart policy are changed while it runs, with the command and the engine’s own objections', async () => {
  await app().room.run('limited', sleeper)
  const { page, detail, frame } = await open('limited', 'overview')
  const started = await detail.fact('Started').textContent()
  await frame.run('limits and restart policy of limited')
  const { dialog } = frame
  await dialog.getByRole('textbox', { name: 'Memory, MiB', exact: true }).fill('64')
  await dialog.getByRole('textbox', { name: 'CPUs', exact: true }).fill('4000')
  await dialog.getByLabel('Restart policy').selectOption('on-failure')
  await dialog.getByRole('textbox', { name: 'Tries at most' }).fill('3')
  await dialog
    .getByText('docker update --memory 64m --memory-swap 128m --cpus 4000 --restart on-failure:3 limited')
    .waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  await dialog.getByText(/range of CPUs is from 0\.01 to/).waitFor()
  await dialog.getByRole('textbox', { name: 'CPUs', exact: true }).fill('0.5')
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  // This engine warns of what its host lacks at each change.
  await dialog.getByText('limited was changed.').waitFor()
  await dialog.getByText('The engine warns:').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await detail.fact('Memory').getByText('64 MiB').waitFor()
  await detail.fact('CPUs').getByText('0.5').waitFor()
  await detail.fact('Restart policy').getByText('after a failure, 3 times at most').waitFor()
  expect(await detail.fact('Started').textContent()).toBe(started)

  await detail.choose('Limits and restart policy…')
  await dialog.getByRole('textbox', { name: 'Memory, MiB', exact: true }).fill('')
  await dialog.getByText('The engine can raise this limit, but not take it away').waitFor()
  expect(await dialog.getByRole('button', { name: 'Change', exact: true }).isDisabled()).toBe(true)
  // What closes the dialog does not close the detail as well.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await detail.fact('Memory').waitFor()
})

test('it is committed to an image, as work that shows in the tray', async () => {
  await app().room.run('source', ['sh', '-c', 'echo kept >/kept; sleep 600'])
  const { page, detail, frame } = await open('source', 'overview')
  await detail.choose('Commit to image…')
  const name = frame.dialog.getByRole('textbox', { name: 'Image name' })
  await name.fill('Not A Name')
  await frame.dialog.getByRole('button', { name: 'Commit', exact: true }).click()
  await frame.dialog.getByText('is not the name of an image').waitFor()
  await name.fill('team/kept:v1')
  await frame.dialog.getByRole('textbox', { name: 'Message' }).fill('as it is')
  await frame.dialog.getByText("docker commit --message 'as it is' source team/kept:v1").waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Commit', exact: true }).click()
  await frame.tray.getByText('done').waitFor()
  await frame.goTo('Images')
  await new Table(page, 'Images', 'image').row('team/kept:v1').waitFor()
})

test('it is exported as a tar of all its files', async () => {
  await app().room.run('packed', ['sh', '-c', 'echo kept >/kept; sleep 600'])
  const { page, detail } = await open('packed', 'overview')
  const [download] = await Promise.all([page.waitForEvent('download'), detail.choose('Export as tar')])
  expect(download.suggestedFilename()).toBe('packed.tar')
  const names: string[] = []
  const files = createReadStream(await download.path()).pipe(extract())
  for await (const entry of files) {
    names.push(entry.header.name)
    entry.resume()
  }
  expect(names).toEqual(expect.arrayContaining(['kept', 'bin/busybox']))
})

test('one that another client removes meanwhile says so and since when; another of its name takes its place', async () => {
  const id = await app().room.run('fleeting', sleeper)
  const { page, detail } = await open('fleeting', 'overview')
  await detail.fact('Status').waitFor()
  await engine('DELETE', `/containers/${id}?force=true`)
  await page.getByText(/^fleeting was removed at \d\d:\d\d:\d\d\.$/).waitFor()
  await expectAccessible(page)
  await app().room.run('fleeting', sleeper)
  await detail.fact('Status').getByText(/^Up/).waitFor()
  await engine('DELETE', '/containers/fleeting?force=true')
  await page.getByText(/^fleeting was removed at/).waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.waitForURL(/containers$/)
})

test('an engine that dies under a dialog fails it with a sentence, and the dialog can be sent again', async () => {
  await app().room.run('survivor', sleeper)
  const { page, detail, frame } = await open('survivor', 'overview')
  await detail.fact('Status').waitFor()
  await detail.choose('Rename…')
  await frame.dialog.getByRole('textbox', { name: 'New name' }).fill('survived')
  await app().room.native.kill()
  await page.getByText(/The engine has not answered since/).waitFor()
  await frame.dialog.getByRole('button', { name: 'Rename', exact: true }).click()
  await frame.dialog
    .getByRole('alert')
    .getByText(/^Could not rename the container/)
    .waitFor()
  await app().room.native.restart()
  await page.getByText(/The engine has not answered since/).waitFor({ state: 'detached', timeout: 60_000 })
  await frame.dialog.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.waitForURL('**/containers/survived/overview')
})
