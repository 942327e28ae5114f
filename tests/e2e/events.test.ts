import { beforeAll, expect, test } from 'vitest'
import { expectAccessible, showIn } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 20_000 }

beforeAll(async () => {
  const { room } = app()
  await room.run('web', ['sleep', '600'])
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' }
  await room.ended(await room.run('shop-db-1', ['sh', '-c', 'exit 3'], { labels }))
  const gone = await room.run('gone', ['true'])
  await room.ended(gone)
  await remove(gone)
})
const remove = (id: string): Promise<unknown> =>
  app().room.client.json({
    doing: 'remove',
    method: 'DELETE',
    path: `/containers/${id}`,
    query: { force: true },
  })

async function events(address = '/events') {
  const page = await app().visit(address)
  return { page, table: new Table(page, 'Events', 'event'), frame: new Frame(page) }
}

test('what happened before the page was opened is there; what happens comes in on top', async () => {
  const { page, table } = await events()
  await table.row('container die shop-db-1').getByText('exit code 3').waitFor()
  await table.row('container destroy gone').waitFor()
  // The machine's own past: the image was loaded before anybody listened.
  expect((await table.names()).at(-1)).toMatch(/^image load /)
  await expectAccessible(page)
  await app().room.run('later', ['true'])
  await table.row('container die later').waitFor()
  expect((await table.names())[0]).toMatch(/ (later|none)$/)
  await page.reload()
  await table.row('container destroy gone').waitFor()
  await showIn(page, 'dark')
  await expectAccessible(page)
})

test('the filter knows terms, the address keeps it, and the keyboard opens an event', async () => {
  const { page, table, frame } = await events('/containers')
  await frame.run('Go to Events')
  await table.row('container die shop-db-1').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('type:container action:die')
  await table.row('container create web').waitFor({ state: 'detached' })
  expect(await table.names()).toContain('container die gone')
  await table.filter.fill('action:die project:shop')
  await expect.poll(() => table.names(), poll).toEqual(['container die shop-db-1'])
  await expect.poll(() => new URL(page.url()).searchParams.get('q'), poll).toBe('action:die project:shop')
  await page.reload()
  await expect.poll(() => table.names(), poll).toEqual(['container die shop-db-1'])

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('region', { name: 'Event container die shop-db-1' })
  await detail.getByText('com.docker.compose.service').waitFor()
  await detail.getByText(/^docker events --since .* --filter event=die$/).waitFor()
  await expectAccessible(page)
  await detail.getByRole('button', { name: 'Copy as JSON' }).click()
  await detail.getByRole('button', { name: 'Copied' }).waitFor()
  expect(JSON.parse(await frame.clipboard())).toMatchObject({
    Type: 'container',
    Action: 'die',
    Actor: { Attributes: { exitCode: '3', name: 'shop-db-1' } },
  })
  await page.keyboard.press('Escape')
  await detail.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await table.row('container create web').waitFor()

  await page.getByRole('button', { name: 'Filter terms' }).click()
  await page.getByRole('button', { name: 'Add -type:network to the filter' }).click()
  await table.row('network connect none').first().waitFor({ state: 'detached' })
  await expectAccessible(page)
})

test('a name leads to its object as long as there is one', async () => {
  const { page, table } = await events('/events?q=action:die')
  await table.row('container die shop-db-1').getByRole('link', { name: 'shop-db-1' }).waitFor()
  expect(await table.row('container die gone').getByRole('link').count()).toBe(0)
  await table.row('container die shop-db-1').getByRole('link', { name: 'shop', exact: true }).click()
  await page.waitForURL('**/compose/shop/**')
  await page.goBack()
  await table.row('container die shop-db-1').getByRole('link', { name: 'shop-db-1' }).click()
  await page.waitForURL('**/containers/shop-db-1/**')
})

test('a menu narrows the list to what a row is about', async () => {
  const { page, table } = await events()
  await table.row('container create web').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Only this object' }).click()
  await expect.poll(() => table.filter.inputValue(), poll).toBe('name:web')
  await expect.poll(() => table.names(), poll).toEqual(['container start web', 'container create web'])
})

test('the list is held while it is paused, and tells what came meanwhile', async () => {
  const { page, table } = await events('/events?q=type:container')
  await table.row('container die shop-db-1').waitFor()
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Resume', pressed: true }).waitFor()
  const before = await table.names()
  await app().room.ended(await app().room.run('meanwhile', ['true']))
  await page.getByRole('button', { name: '3 new events' }).waitFor()
  expect(await table.names()).toEqual(before)
  await expectAccessible(page)
  await page.getByRole('button', { name: '3 new events' }).click()
  await table.row('container die meanwhile').waitFor()
  await page.getByRole('button', { name: 'Pause', pressed: false }).waitFor()
})

test('health checks are in the background until they are asked for', async () => {
  await app().room.run('checked', ['sleep', '600'], { healthcheck: { command: 'true', intervalMs: 500 } })
  const { page, table } = await events('/events?q=name:checked')
  await table.row('container health_status checked').getByText('healthy').waitFor()
  expect((await table.names()).filter((name) => name?.includes('exec'))).toEqual([])
  await page.getByRole('switch', { name: /^Background \(\d+\)/ }).press('Space')
  await table.row('container exec_start checked').first().waitFor()
  expect(new URL(page.url()).searchParams.get('background')).toBe('true')
})

test('a range of time leaves out what was before', async () => {
  const { page, table } = await events('/events?until=2020-01-01')
  await page.getByText('Nothing happened in this time.').waitFor()
  await page.getByRole('button', { name: 'Time of the events: Until 2020-01-01' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Last 10 minutes' }).click()
  await table.row('container create web').waitFor()
  expect(new URL(page.url()).searchParams.get('since')).toBe('10m')
})

test('an engine that is lost greys the list and leaves it', async () => {
  const { page, table } = await events('/events?q=type:container')
  await table.row('container create web').waitFor()
  await app().room.native.kill()
  await page.getByText(/The engine has not answered since \d\d:\d\d:\d\d/).waitFor()
  await expectAccessible(page)
  await page.reload()
  await table.row('container create web').waitFor()
  await app().room.native.restart()
  await page.getByText(/The engine has not answered since/).waitFor({ state: 'detached', timeout: 60_000 })
  await app().room.run('back', ['true'])
  await table.row('container die back').waitFor()
  await table.filter.fill('')
  await table.row('Berth was not connected before this: some events may be missing').waitFor()
})
