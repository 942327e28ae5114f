import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Log } from './pages/log.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }
const sleeper = ['sleep', '600']

async function containers(address = '/containers') {
  const page = await app().visit(address)
  return { page, table: new Table(page, 'Containers', 'container'), frame: new Frame(page) }
}

test('an engine without containers offers a first one, with a command to copy', async () => {
  const { page, frame } = await containers()
  await page.getByRole('heading', { name: 'No containers yet' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Copy command .*hello-world/ }).click()
  expect(await frame.clipboard()).toBe('docker --context berth run --rm hello-world')
})

test('a container that is run elsewhere shows up at once; it stops, starts and is killed from its row', async () => {
  const { page, table } = await containers()
  await app().room.run('web', sleeper)
  const row = table.row('web')
  await row.getByText(/^Up/).waitFor()
  await row.getByRole('button', { name: 'Stop web' }).click()
  await row.getByText('Exited (137)').waitFor()
  await row.getByRole('button', { name: 'Start web', exact: true }).click()
  await row.getByText(/^Up/).waitFor()
  await table.choose('web', 'Pause')
  await row.getByText('(paused)').waitFor()
  await row.click({ button: 'right' })
  await page.getByRole('menu', { name: 'Actions for web' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await table.choose('web', 'Resume')
  await row.getByText('(paused)').waitFor({ state: 'detached' })
  await table.choose('web', 'Kill')
  await row.getByText('Exited (137)').waitFor()
})

test('removing asks, names what is lost, and shows the command; keeping keeps', async () => {
  await app().room.run('doomed', sleeper)
  const { page, table, frame } = await containers()
  await table.choose('doomed', 'Remove…')
  await frame.dialog.getByText('It is running and will be killed first').waitFor()
  await frame.dialog.getByText('docker rm -f doomed', { exact: true }).waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('checkbox').check()
  await frame.dialog.getByText('docker rm -f -v doomed').waitFor()
  await frame.dialog.getByRole('button', { name: 'Keep' }).click()
  await table.row('doomed').waitFor()
  await table.choose('doomed', 'Remove…')
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await table.row('doomed').waitFor({ state: 'detached' })
})

test('the keyboard filters, moves, selects, opens, widens, and goes back', async () => {
  for (const name of ['key-a', 'key-b', 'key-c', 'other']) await app().room.run(name, sleeper)
  const { page, table } = await containers()
  await table.row('other').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('key')
  await expect.poll(() => table.names(), poll).toEqual(['key-a', 'key-b', 'key-c'])
  expect(page.url()).toContain('q=key')
  await page.keyboard.press('Enter')
  for (const key of ['j', 'j', 'Space', 'Shift+ArrowDown']) await page.keyboard.press(key)
  await expect.poll(() => table.selected.count(), poll).toBe(2)
  await page.getByText('2 selected').waitFor()
  await expectAccessible(page)
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Stop' }).click()
  await table.row('key-b').getByText('Exited').waitFor()
  await table.row('key-c').getByText('Exited').waitFor()
  await table.row('key-a').getByText(/^Up/).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => table.selected.count(), poll).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Container key-c' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('region', { name: 'Container key-b' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/full=true/)
  await table.grid.waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')
  await table.grid.waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: /^Container/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await expectAccessible(page)
})

test('an address leads back to where one was, with a dot in the name too', async () => {
  await app().room.run('deep.link', sleeper)
  const { page } = await containers('/containers/deep.link/overview?q=deep')
  const detail = page.getByRole('region', { name: 'Container deep.link' })
  await detail.getByText('Restart policy').waitFor()
  await page.reload()
  await detail.getByText('Restart policy').waitFor()
  await page.goto(new URL('/containers/nowhere/logs', page.url()).href)
  await page.getByText('There is no container nowhere any more.').waitFor()
})

test('a log follows, is searched, filtered, timed, copied and saved', async () => {
  const script =
    'i=0; while [ $i -lt 3000 ]; do echo "tick $i"; i=$((i+1)); done; echo "\u001b[31mred\u001b[0m end"; ' +
    'echo "oops" >&2; while true; do sleep 1; echo beat; done'
  await app().room.run('talker', ['sh', '-c', script])
  const { page, frame } = await containers('/containers/talker/logs')
  const log = new Log(page, 'talker')
  await log.lines.getByText('red', { exact: true }).waitFor()
  await log.lines.getByText('beat').nth(1).waitFor()
  await expectAccessible(page)
  expect(await log.lines.getByText(/^tick/).count()).toBeLessThan(200)

  await log.lines.focus()
  await log.lines.press('Home')
  await log.lines.getByText('tick 0', { exact: true }).waitFor()
  await log.search.fill('tick 29')
  await log.matches.getByText('111 found').waitFor()
  await log.search.press('Enter')
  await log.matches.getByText('1 of 111').waitFor()
  await log.lines.getByText('tick 29', { exact: true }).waitFor()
  await log.search.press('Shift+Enter')
  await log.matches.getByText('111 of 111').waitFor()
  expect(await log.tool('Follow').getAttribute('aria-pressed')).toBe('false')
  await log.search.press('Escape')

  await log.tools.getByLabel('Stream').selectOption('stderr')
  await expect.poll(() => log.lines.locator('[data-stream]').count(), poll).toBe(1)
  await log.lines.getByText('oops').waitFor()
  await log.tools.getByLabel('Stream').selectOption('both')
  await log.tool('Times').click()
  await log.lines
    .getByText(/\d\d:\d\d:\d\d\.\d{3}/)
    .first()
    .waitFor()
  await log.tool('Times').click()

  await log.tool('Copy all').click()
  await expect.poll(() => frame.clipboard(), poll).toMatch(/^tick 0\ntick 1\n/)
  const [download] = await Promise.all([page.waitForEvent('download'), log.tool('Download').click()])
  expect(download.suggestedFilename()).toBe('talker.log')
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^tick 0\ntick 1\n/)

  await log.tool('Clear the view').click()
  await log.tool('Follow').click()
  await log.lines.getByText('beat').first().waitFor()
  await log.lines.getByText(/^tick/).first().waitFor({ state: 'detached' })
})

test('the log of a container that ended is whole, and goes on when it starts again', async () => {
  const id = await app().room.run('brief', ['sh', '-c', 'echo born; sleep 1; echo dead'])
  await app().room.ended(id)
  const { page, table } = await containers('/containers/brief/logs')
  const log = new Log(page, 'brief')
  await page.getByText('end of the log').waitFor()
  await log.lines.getByText('dead').waitFor()
  await table.row('brief').getByRole('button', { name: 'Start brief', exact: true }).click()
  await expect.poll(() => log.lines.getByText('born').count(), poll).toBe(2)
})

test('projects of compose stand together, and close', async () => {
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'api' }
  await app().room.run('shop-api-1', sleeper, { labels })
  const { page, table } = await containers()
  await page.getByRole('switch', { name: 'Group by project' }).click()
  await page.waitForURL(/group=true/)
  const head = table.grid.getByRole('button', { name: 'shop 1 of 1 running' })
  await head.waitFor()
  await expectAccessible(page)
  await head.click()
  await table.row('shop-api-1').waitFor({ state: 'detached' })
})

test('the palette goes to a container and runs an action by name', async () => {
  await app().room.run('palette-target', sleeper)
  const { page, table, frame } = await containers()
  await table.row('palette-target').waitFor()
  await frame.run('stop palette-target')
  await table.row('palette-target').getByText('Exited').waitFor()
  await frame.run('logs of palette-target')
  await page.waitForURL('**/containers/palette-target/logs')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or run an action' }).waitFor()
  await expectAccessible(page)
})
