import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }
const sleeper = ['sleep', '600']

async function containers(address = '/containers') {
  const page = await app().visit(address)
  return { page, table: new Table(page, 'Containers', 'container'), frame: new Frame(page) }
}

const project = (name: string, service: string) => ({
  labels: { 'com.docker.compose.project': name, 'com.docker.compose.service': service },
})

test('CPU and memory are live, sort the table, and end with the container', async () => {
  await app().room.run('load-idle', sleeper)
  await app().room.run('load-busy', ['sh', '-c', 'while :; do :; done'])
  const { page, table } = await containers('/containers?q=load-')
  const cell = (name: string, column: number) => table.row(name).getByRole('gridcell').nth(column)
  const heads = await table.grid.getByRole('columnheader').allInnerTexts()
  const cpu = heads.indexOf('CPU')
  const memory = heads.indexOf('Memory')
  const percent = async (name: string) => parseFloat(await cell(name, cpu).innerText())
  await expect.poll(() => percent('load-busy'), poll).toBeGreaterThan(5)
  await expect.poll(() => cell('load-idle', memory).innerText(), poll).toMatch(/^[\d.]+ [KM]iB$/)
  expect(await percent('load-idle')).toBeLessThan(await percent('load-busy'))
  await expect
    .poll(() => cell('load-busy', cpu).locator('polyline').getAttribute('points'), poll)
    .toMatch(/^[\d.]+,[\d.]+ /)
  await expectAccessible(page)

  await table.grid.getByRole('button', { name: 'CPU' }).click()
  await page.waitForURL(/sort=cpu/)
  await expect.poll(() => table.names(), poll).toEqual(['load-busy', 'load-idle'])
  await table.row('load-busy').getByRole('button', { name: 'Stop load-busy' }).click()
  await expect.poll(() => cell('load-busy', cpu).innerText(), poll).toBe('')
  await expect.poll(() => table.names(), poll).toEqual(['load-idle', 'load-busy'])
})

test('a filter says more than words: terms, quotes and a minus, kept in the address', async () => {
  await app().room.run('term-a', sleeper, { labels: { tier: 'front', note: 'two words' } })
  await app().room.create('term-b', sleeper, { labels: { tier: 'back' } })
  await app().room.run('term-c', sleeper, project('terms', 'c'))
  const { page, table } = await containers()
  await table.row('term-c').waitFor()
  for (const [filter, names] of [
    ['term- status:running', ['term-a', 'term-c']],
    ['term- -status:running', ['term-b']],
    ['term- label:tier', ['term-a', 'term-b']],
    ['label:tier=back', ['term-b']],
    ['label:note="two words"', ['term-a']],
    ['project:terms', ['term-c']],
    ['image:busybox -term-a term-', ['term-b', 'term-c']],
    ['port:8080', []],
  ] as const) {
    await table.filter.fill(filter)
    await expect.poll(() => table.names(), poll).toEqual(names)
  }
  await page.getByText('No container matches “port:8080”.').waitFor()
  await table.filter.fill('label:tier=back')
  await page.reload()
  await expect.poll(() => table.names(), poll).toEqual(['term-b'])

  await table.filter.fill('term-')
  await page.getByRole('button', { name: 'Filter terms' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add status:running to the filter' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => table.filter.inputValue(), poll).toBe('term- status:running')
  await expect.poll(() => table.names(), poll).toEqual(['term-a', 'term-c'])
})

test('columns are chosen, stay chosen, and go with the address', async () => {
  const id = await app().room.run('columned', sleeper)
  const { page, table } = await containers('/containers?q=columned')
  await table.row('columned').waitFor()
  const heads = () => table.grid.getByRole('columnheader').allInnerTexts()
  expect(await heads()).not.toContain('Id')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Id', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Ports' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect.poll(heads, poll).toContain('Id')
  expect(await heads()).not.toContain('Ports')
  expect(page.url()).toContain('cols=')
  await table
    .row('columned')
    .getByRole('button', { name: `Copy container id ${id}` })
    .waitFor()
  // this browser remembers, and an address has the last word
  await page.goto(new URL('/containers?q=columned', page.url()).href)
  await expect.poll(heads, poll).toContain('Id')
  await page.goto(new URL('/containers?q=columned&cols=health', page.url()).href)
  await expect.poll(async () => (await heads()).filter(Boolean).slice(0, 2), poll).toEqual(['Name', 'Health'])
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'As at first' }).click()
  await expect.poll(heads, poll).toContain('Ports')
})

test('a project is stopped, started and removed as one, by mouse and by keys', async () => {
  for (const service of ['api', 'db'])
    await app().room.run(`fleet-${service}`, sleeper, project('fleet', service))
  await app().room.run('lone-fleet', sleeper)
  const { page, table, frame } = await containers('/containers?group=true&q=fleet')
  const head = table.grid.getByRole('button', { name: 'fleet 2 of 2 running' })
  await head.waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Stop all of fleet' }).click()
  await table.row('fleet-api').getByText('Exited').waitFor()
  await table.row('fleet-db').getByText('Exited').waitFor()
  await table.row('lone-fleet').getByText(/^Up/).waitFor()

  await table.grid.focus()
  for (const key of ['Home', 'ArrowLeft']) await page.keyboard.press(key)
  await table.row('fleet-api').waitFor({ state: 'detached' })
  await page.reload()
  await table.row('lone-fleet').waitFor()
  expect(await table.names()).toEqual(['lone-fleet'])
  await table.grid.focus()
  for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key)
  await table.row('fleet-api').waitFor()
  await page.keyboard.press('.')
  await page.getByRole('menu', { name: 'Actions for the project fleet' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Start all', exact: true }).click()
  await table.grid.getByRole('button', { name: 'fleet 2 of 2 running' }).waitFor()

  // Space takes the whole group; a filter that hides one does not keep the project's actions from it.
  await table.grid.focus()
  for (const key of ['Home', 'Space']) await page.keyboard.press(key)
  await page.getByText('2 selected').waitFor()
  await page.keyboard.press('Escape')
  await table.filter.fill('fleet-api')
  await page.getByRole('button', { name: 'More actions for the project fleet' }).click()
  await page.getByRole('menuitem', { name: 'Remove all…' }).click()
  for (const name of ['fleet-api', 'fleet-db']) await frame.dialog.getByText(name).first().waitFor()
  await frame.dialog.getByRole('button', { name: 'Remove 2' }).click()
  await page.getByText('No container matches').waitFor()
  await table.filter.fill('fleet')
  await expect.poll(() => table.names(), poll).toEqual(['lone-fleet'])
})

test('one that fails does not keep the others, and one message says which and why', async () => {
  for (const name of ['batch-a', 'batch-b', 'batch-c']) await app().room.create(name, sleeper)
  await app().room.create('batch-broken', ['no-such-program'])
  const { page, table } = await containers('/containers?q=batch-')
  await table.row('batch-broken').waitFor()
  await table.grid.focus()
  await page.keyboard.press('Control+a')
  await page.getByText('4 selected').waitFor()
  const tools = page.getByRole('toolbar', { name: 'Selection' })
  await tools.getByRole('button', { name: 'Start', exact: true }).click()
  const alert = page.getByRole('alert').filter({ hasText: '1 container could not be started, of 4.' })
  await alert.getByText('batch-broken').waitFor()
  await alert.getByText(/no-such-program/).waitFor()
  await alert.getByText('check the command that the container runs').waitFor()
  await expectAccessible(page)
  for (const name of ['batch-a', 'batch-b', 'batch-c']) await table.row(name).getByText(/^Up/).waitFor()
  for (const [action, words] of [
    ['Pause', '(paused)'],
    ['Resume', 'Up'],
    ['Kill', 'Exited (137)'],
  ] as const) {
    await tools.getByRole('button', { name: action }).click()
    await table.row('batch-a').getByText(words).waitFor()
    await table.row('batch-c').getByText(words).waitFor()
  }
  await tools.getByRole('button', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^They wrote [\d.]+ k?B together\. This can’t be undone\.$/).waitFor()
  await dialog.getByRole('list', { name: 'Containers that go' }).getByText('batch-broken').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Remove 4' }).click()
  await page.getByText('No container matches').waitFor()
})

test('a clean-up shows what ended and wrote how much, and removes what is left chosen', async () => {
  const wrote = await app().room.run('spent-big', ['sh', '-c', 'head -c 3000000 /dev/urandom >/big'])
  await app().room.ended(wrote)
  await app().room.create('spent-keep', sleeper)
  await app().room.run('spent-up', sleeper)
  const { page, table, frame } = await containers('/containers?q=spent-')
  await table.row('spent-keep').waitFor()
  await frame.run('clean up stopped containers')
  const ended = new Table(page, 'What goes', 'entry')
  await ended
    .row('spent-big')
    .getByText(/^3\.\d\d MB$/)
    .waitFor()
  await ended.row('spent-up').waitFor({ state: 'detached' })
  await expectAccessible(page)
  await ended.row('spent-keep').getByRole('checkbox').click()
  // others of this file may have ended too: only what is left chosen goes
  await frame.dialog.getByText('The same as commands').click()
  await frame.dialog.getByText(/docker rm .*spent-big/).waitFor()
  await frame.dialog.getByRole('button', { name: /^Clean up \d/ }).click()
  await table.row('spent-big').waitFor({ state: 'detached' })
  await expect.poll(() => table.names(), poll).toEqual(['spent-keep', 'spent-up'])
})
