import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { EngineRoom } from '../fixtures/engine-room.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open({ engines: true }))
let other: EngineRoom

async function context(...args: string[]): Promise<void> {
  const { tools, env } = app().tools
  await promisify(execFile)(path.join(tools, 'docker'), ['context', ...args], { env })
}

beforeAll(async () => {
  other = await EngineRoom.open()
  const { socketPath } = other.native
  await context('create', 'attic', '--docker', `host=unix://${socketPath}`)
  await context('create', 'box', '--docker', 'host=ssh://me@box')
  await context('create', 'open', '--docker', 'host=tcp://10.0.0.1:2375')
  const { dir, env } = app().tools
  const bin = path.join(dir, 'bin')
  await mkdir(bin)
  await symlink(path.resolve(import.meta.dirname, '../fakes/ssh/ssh.ts'), path.join(bin, 'ssh'))
  env['PATH'] = `${bin}:${env['PATH'] ?? ''}`
  env['FAKE_SSH_ENGINE'] = socketPath
  await app().room.run('here', ['sleep', '600'])
  await other.run('there', ['sh', '-c', 'echo hello from there; sleep 600'])
})
afterAll(() => other.close())
beforeEach(() => {
  delete app().tools.env['FAKE_SSH_FAILS']
})

const table = (page: Page): Table => new Table(page, 'Containers', 'container')
const pill = (page: Page, name: string, state: string) =>
  page.getByRole('button', { name: `Engine: ${name}, ${state}` })

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Engine: / }).click()
  await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click()
}

test('the page shows another engine, acts on it and on no other, and goes back', async () => {
  const page = await app().visit('/containers')
  await table(page).row('here').getByText(/^Up/).waitFor()
  await pill(page, 'Berth', 'running').click()
  const open = page.getByRole('menuitemradio', { name: /^open/ })
  expect(await open.isDisabled()).toBe(true)
  expect(await open.innerText()).toContain('not opened: no TLS')
  await expectAccessibleInBothThemes(page)
  await page.getByRole('menuitemradio', { name: /^attic/ }).click()

  await pill(page, 'attic', 'answering').waitFor()
  await table(page).row('there').getByText(/^Up/).waitFor()
  expect(await table(page).row('here').count()).toBe(0)
  expect(await page.getByRole('button', { name: /^Machine: / }).count()).toBe(0)
  await expectAccessibleInBothThemes(page)

  await page.goto(new URL('/containers/there/logs', app().server.url).href)
  await page.getByText('hello from there').waitFor()
  await page.goto(new URL('/containers', app().server.url).href)
  await table(page).choose('there', 'Remove…')
  const asking = page.getByRole('dialog')
  await asking.getByText('docker --context attic rm -f there', { exact: true }).waitFor()
  await asking.getByRole('button', { name: 'Keep' }).click()
  await page.getByRole('button', { name: 'Stop there', exact: true }).click()
  await table(page)
    .row('there')
    .getByText(/^Exited/)
    .waitFor()
  const there = await other.client.json({ doing: 'look', path: '/containers/there/json' })
  expect(there).toMatchObject({ State: { Running: false } })
  await page.getByRole('button', { name: 'Start there', exact: true }).click()
  await table(page).row('there').getByText(/^Up/).waitFor()

  await page.getByRole('link', { name: 'Machine' }).click()
  await page.getByText('This is about Berth’s own machine and engine. You are looking at attic.').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.getByRole('button', { name: 'Switch to Berth’s own engine' }).click()
  await page.getByRole('button', { name: 'Machine: running' }).waitFor()
  await page.getByRole('link', { name: 'Containers' }).click()
  await table(page).row('here').waitFor()
  expect(await table(page).row('there').count()).toBe(0)
})

test('by keyboard, over ssh; while that is refused the page says why, and then it is there by itself', async () => {
  app().tools.env['FAKE_SSH_FAILS'] = 'login'
  const page = await app().visit('/containers')
  await table(page).row('here').waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('switch engine box')
  await page.getByRole('option', { name: 'Switch to the engine box' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'box does not answer' }).waitFor()
  await page.getByText(/box does not let you in by ssh: .* Make "ssh me@box" work in a terminal/).waitFor()
  await pill(page, 'box', 'not answering').waitFor()
  await expectAccessibleInBothThemes(page)
  delete app().tools.env['FAKE_SSH_FAILS']
  await table(page).row('there').getByText(/^Up/).waitFor()
  await pill(page, 'box', 'answering').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: /^Berth/ }).focus()
  await page.keyboard.press('Enter')
  await table(page).row('here').waitFor()
})

test('every page that is open goes along', async () => {
  const [one, two] = [await app().visit('/containers'), await app().visit('/images')]
  await choose(one, 'attic')
  await pill(two, 'attic', 'answering').waitFor()
  await choose(two, 'Berth')
  await table(one).row('here').waitFor()
})

test('the choice outlives the host; an engine that is gone by then is told', async () => {
  const first = await app().visit('/containers')
  await choose(first, 'attic')
  await table(first).row('there').waitFor()
  await app().restartHost()
  const second = await app().visit('/containers')
  await pill(second, 'attic', 'answering').waitFor()
  await context('rm', 'attic')
  await app().restartHost()
  const third = await app().visit('/containers')
  await third.getByText(/The engine attic was chosen before, but docker has no such context now/).waitFor()
  await table(third).row('here').waitFor()
  await expectAccessibleInBothThemes(third)
  await third.getByRole('button', { name: 'Understood' }).click()
  await third.getByText(/The engine attic was chosen before/).waitFor({ state: 'detached' })
})
