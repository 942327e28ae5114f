import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Log } from './pages/log.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }

async function logOf(name: string, address = `/containers/${name}/logs`) {
  const page = await app().visit(address)
  return { page, log: new Log(page, name), frame: new Frame(page) }
}
const sh = (name: string, script: string, labels: Record<string, string> = {}): Promise<string> =>
  app().room.run(name, ['sh', '-c', script], { labels })

test('an expression is searched for, with case, and what is none says so', async () => {
  const id = await sh(
    'searched',
    'i=0; while [ $i -lt 300 ]; do echo "GET /item/$i"; i=$((i+1)); done; echo get it',
  )
  await app().room.ended(id)
  const { page, log } = await logOf('searched')
  await page.getByText('end of the log').waitFor()
  await log.lines.focus()
  await page.keyboard.press('/')
  await page.keyboard.type('item/(1|2)5$')
  await log.matches.getByText('no match').waitFor()
  await page.keyboard.press('Alt+r')
  await log.matches.getByText('2 found').waitFor()
  await page.keyboard.press('Enter')
  await log.matches.getByText('1 of 2').waitFor()
  await log.lines.locator('mark', { hasText: 'item/15' }).waitFor()
  await log.tool('Next match').click()
  await log.matches.getByText('2 of 2').waitFor()
  await log.tool('Previous match').click()
  await log.matches.getByText('1 of 2').waitFor()
  await expectAccessible(page)
  await log.search.fill('(')
  await page.getByText('no regular expression').waitFor()
  await log.search.fill('^get')
  await log.matches.getByText('301 found').waitFor()
  await log.tool('Match case').click()
  await log.matches.getByText('1 found').waitFor()
})

test('a part of a log is asked for: the last minutes, between times, the whole', async () => {
  await sh('ranged', 'seq 1 12000; echo the end; sleep 600')
  const { page, log } = await logOf('ranged')
  await page.getByText('10,000 lines').waitFor()
  await page.getByRole('button', { name: 'Load the whole log' }).click()
  await page.getByText('12,001 lines').waitFor()
  const range = log.tools.getByRole('button', { name: /^Which part of the log/ })
  await range.click()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Since' }).fill('some time')
  await page.keyboard.press('Enter')
  await page.getByText('Not a time').waitFor()
  await page.getByRole('textbox', { name: 'Since' }).fill('2h')
  await page.getByRole('textbox', { name: 'Until' }).fill('1h')
  await page.keyboard.press('Enter')
  await page.getByText('0 lines').waitFor()
  await range.click()
  await page.getByRole('button', { name: 'Last 10 minutes' }).click()
  await page.getByText('12,001 lines').waitFor()
})

test('a line of a megabyte comes in pieces, a binary log is escaped, and the file is byte for byte', async () => {
  const script =
    'head -c 1000000 /dev/zero | tr "\\0" x; echo; printf "\\000\\001ELF\\n"; echo "<b>bold</b>"; sleep 600'
  await sh('odd', script)
  const { page, log } = await logOf('odd')
  await log.lines.getByText('\\x00\\x01ELF').waitFor()
  await log.lines.getByText('<b>bold</b>').waitFor()
  // Before it is scrolled: its first piece alone is taller than what is drawn, and has no mark.
  await log.lines.locator('[data-stream]').getByText('↪').first().waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), log.tool('Download').click()])
  expect(download.suggestedFilename()).toBe('odd.log')
  const file = await readFile(await download.path(), 'utf8')
  expect(file).toBe(`${'x'.repeat(1_000_000)}\n\u0000\u0001ELF\n<b>bold</b>\n`)
})

test('a flood is shown, says what it left out, and does not keep the page from answering', async () => {
  const id = await sh('flood', 'while true; do seq 1 100000; done')
  const { page, log } = await logOf('flood')
  await log.lines.locator('[data-stream]').first().waitFor()
  await log.search.fill('999')
  await log.matches.getByText(/[1-9]\d*\+? found/).waitFor()
  await log.lines.press('Home')
  await expect.poll(() => log.tool('Follow').getAttribute('aria-pressed'), poll).toBe('false')
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await page.getByRole('button', { name: 'Copy JSON' }).waitFor()
  await app().room.engine.containers.remove(id, { force: true, volumes: false })
})

test('logs of a project are one, by time, with names; what starts joins, what ends leaves, one can be hidden', async () => {
  const labels = { 'com.docker.compose.project': 'shop' }
  for (const [name, script] of [
    ['shop-web', 'echo one'],
    ['shop-db', 'echo two >&2'],
  ] as const)
    await app().room.ended(await sh(name, script, labels))
  await app().room.client.json({ doing: 'start', method: 'POST', path: '/containers/shop-web/start' })
  const { page, frame } = await logOf('', '/containers')
  await page.getByRole('row', { name: 'shop-db' }).waitFor()
  await frame.run('merged logs of project shop')
  await page.waitForURL(/\/logs\?project=shop/)
  const log = new Log(page, 'Project shop')
  await log.lines.getByText('one').first().waitFor()
  await expect
    .poll(() => log.lines.locator('[data-stream]').allInnerTexts(), poll)
    .toEqual([' shop-web one', '!shop-db  two', ' shop-web one'])
  const late = await sh('shop-late', 'echo four; sleep 600', labels)
  await log.lines.getByText('four').waitFor()
  await expectAccessible(page)
  await app().room.engine.containers.act(late, 'kill')
  await log.lines.getByText('shop-late ended').waitFor()
  const chips = page.getByRole('group', { name: 'Containers of this log' })
  await chips.getByRole('button', { name: 'shop-late ended' }).waitFor()
  await chips.getByRole('button', { name: 'shop-web' }).click()
  await log.lines.getByText('one').first().waitFor({ state: 'detached' })
  await chips.getByRole('button', { name: 'Show all' }).click()
  await log.lines.getByText('one').first().waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), log.tool('Download').click()])
  expect(download.suggestedFilename()).toBe('shop.log')
  expect((await readFile(await download.path(), 'utf8')).split('\n')).toContain('shop-db   | two')
})

test('a selection of containers has one log; an address without any says what to do', async () => {
  await sh('left', 'echo from left; sleep 600')
  await sh('right', 'echo from right; sleep 600')
  const page = await app().visit('/containers')
  const log = new Log(page, '2 containers')
  for (const name of ['left', 'right'])
    await page.getByRole('row', { name, exact: true }).getByRole('checkbox').click()
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Logs' }).click()
  await page.waitForURL(/\/logs\?of=/)
  await log.lines.getByText('from left').waitFor()
  await log.lines.getByText('from right').waitFor()
  await page.goto(new URL('/logs', page.url()).href)
  await page.getByText('Nothing is chosen to show the log of.').waitFor()
  await page.goto(new URL('/logs?of=nobody', page.url()).href)
  await page.getByText('There is no container nobody.').waitFor()
})

test('a log goes on when the engine is back', async () => {
  await sh('lasting', 'echo before; sleep 600')
  const { page, log } = await logOf('lasting')
  await log.lines.getByText('before').waitFor()
  await app().room.native.kill()
  await page.getByText('the engine is lost').waitFor()
  await app().room.native.restart()
  await app().room.untilAnswering(true)
  await app().room.engine.containers.act('lasting', 'start')
  await expect.poll(() => log.lines.getByText('before').count(), poll).toBe(2)
})
