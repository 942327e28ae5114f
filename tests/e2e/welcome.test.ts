import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import type { MigrationInventory, MigrationPlan } from '../../electron/api/schema/migration.ts'
import { BerthError } from '../../electron/base/errors.ts'
import { contextElsewhere, goodChecks } from '../fakes/checks.ts'
import { runningMachine, scenes } from '../fakes/scenes.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.empty()))
const poll = { timeout: 20_000 }
const other = { id: '/var/run/docker.sock', name: 'desktop-linux', version: '28.1.0', system: 'linux/amd64' }
const held: MigrationInventory = {
  containers: [
    {
      id: 'shop',
      image: 'shop/app:1',
      volumes: ['shop-data'],
      binds: ['/home/me/shop'],
      running: true,
      there: false,
    },
  ],
  images: [
    { id: 'shop/app:1', bytes: 120_000_000, there: false },
    { id: 'alpine:3.23', bytes: 8_000_000, there: true },
  ],
  volumes: [
    { id: 'shop-data', bytes: 30_000_000, there: false },
    { id: 'cache', bytes: null, there: false },
  ],
}
let plans: MigrationPlan[]

beforeEach(() => {
  const { fake } = app()
  plans = []
  fake.isNew = false
  fake.checks.checks = [...goodChecks]
  fake.setMachine(runningMachine())
  for (const id of fake.jobs.rows.keys()) fake.jobs.delete(id)
  Object.assign(fake.migration, {
    sources: async () => ({ engines: [], elsewhere: [] }),
    inventory: async () => held,
    start: async (plan: MigrationPlan) => {
      plans.push(plan)
      return 'job'
    },
  })
})

async function inBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectAccessible(page)
  }
}

test('a new home is welcomed once: what is wrong with this computer, the first start, a first container', async () => {
  const { fake } = app()
  fake.isNew = true
  fake.checks.checks = [...goodChecks, contextElsewhere]
  await fake.machine.stop()
  const page = await app().visit('/')
  await page.waitForURL('**/welcome')
  await page.getByRole('heading', { name: 'Welcome to Berth' }).waitFor()
  await page.getByRole('list', { name: 'Checks of this computer' }).getByText('Docker command').waitFor()
  expect(await page.getByText('QEMU 9.2 is there.').count()).toBe(0)
  await page.getByRole('button', { name: 'Let docker use Berth' }).click()
  await page.getByText('All is well.').waitFor()
  expect(await page.getByRole('button', { name: 'Run it' }).isDisabled()).toBe(true)
  await inBothThemes(page)
  fake.setMachine(scenes.starting().machine)
  await page.getByRole('list', { name: 'Steps' }).getByText('Boot Alpine').waitFor()
  await expectAccessible(page)
  // Loaded anew while it goes on, it is still there.
  await page.goto(new URL('/', app().server.url).href)
  await page.waitForURL('**/welcome')
  fake.setMachine(runningMachine())
  await page.getByText('It runs; its engine answered after').waitFor()
  await page.getByRole('button', { name: 'Run it' }).click()
  await page.getByRole('button', { name: 'Go to the containers' }).click()
  await page.waitForURL('**/containers')
  expect(fake.isNew).toBe(false)
  await page.goto(new URL('/', app().server.url).href)
  await page.getByRole('heading', { name: 'No containers yet' }).waitFor()
  expect(page.url()).toContain('/containers')
})

test('a first container that cannot be fetched says what to do without the internet; the keyboard skips it all', async () => {
  const { fake } = app()
  fake.isNew = true
  const page = await app().visit('/welcome')
  await page.getByRole('button', { name: 'Run it' }).click()
  await expect.poll(() => [...fake.jobs.rows.values()].map(({ kind }) => kind), poll).toHaveLength(1)
  const [job] = [...fake.jobs.rows.values()]
  if (!job) throw new Error('no job')
  fake.jobs.set({
    ...job,
    state: 'failed',
    endedAt: new Date().toISOString(),
    error: { message: 'Could not pull nginx:alpine: no route to host.', hint: 'Check the network.' },
  })
  await page.getByText('Could not pull nginx:alpine: no route to host.').first().waitFor()
  await page.getByText(/Without the internet, load an image from a file/).waitFor()
  await inBothThemes(page)
  await page.getByRole('button', { name: 'Go to the containers' }).press('Enter')
  await page.waitForURL('**/containers')
})

test('a first container that runs is opened where it answers', async () => {
  const page = await app().visit('/welcome')
  await page.getByRole('button', { name: 'Run it' }).click()
  await expect.poll(() => app().fake.jobs.rows.size, poll).toBe(1)
  const [job] = [...app().fake.jobs.rows.values()]
  if (!job) throw new Error('no job')
  app().fake.jobs.set({ ...job, state: 'done', endedAt: new Date().toISOString() })
  const open = page.getByRole('link', { name: 'Open localhost:8080' })
  expect(await open.getAttribute('href')).toBe('http://localhost:8080/')
  await page.getByRole('link', { name: 'Look at its log' }).waitFor()
})

test('a home that is known is not welcomed, and an address that says where to go is obeyed', async () => {
  const page = await app().visit('/')
  await page.getByRole('heading', { name: 'No containers yet' }).waitFor()
  expect(page.url()).toContain('/containers')
  app().fake.isNew = true
  const images = await app().visit('/images')
  await images.getByRole('heading', { name: 'No images yet' }).waitFor()
})

test('another engine’s objects are chosen with their sizes, copied with progress, and called off', async () => {
  const { fake } = app()
  Object.assign(fake.migration, { sources: async () => ({ engines: [other], elsewhere: [] }) })
  const page = await app().visit('/containers')
  await new Frame(page).run('copy from another')
  await page.waitForURL('**/migrate')
  await page.getByText('there already').waitFor()
  await page.getByRole('checkbox', { name: 'alpine:3.23' }).isDisabled()
  await page.getByText('150 MB, and what is not measured').waitFor()
  await page.getByText(/mounts folders of this computer.*: shop \(\/home\/me\/shop\)/).waitFor()
  expect(await page.getByRole('link', { name: 'Shared folders…' }).getAttribute('href')).toBe(
    '/settings#folders',
  )
  await inBothThemes(page)
  await page.getByRole('checkbox', { name: 'cache' }).uncheck()
  await page.getByRole('checkbox', { name: 'shop/app:1' }).uncheck()
  // Its container needs it.
  await page.getByText('up to 150 MB').waitFor()
  await page.getByRole('button', { name: 'Copy 3 objects' }).press('Enter')
  await expect
    .poll(() => plans, poll)
    .toEqual([{ source: other.id, containers: ['shop'], images: ['shop/app:1'], volumes: ['shop-data'] }])
  const step = (name: string) =>
    ({ name, state: 'done', done: 1, total: 1, bytes: null, error: null }) as const
  const running = {
    id: 'job',
    kind: 'migrate',
    subject: 'desktop-linux',
    state: 'running',
    startedAt: new Date().toISOString(),
    endedAt: null,
    layers: [],
    bytes: { current: 60_000_000, total: 150_000_000 },
    line: 'shop-data',
    error: null,
    again: true,
    steps: [
      step('images'),
      { ...step('volumes'), state: 'running', done: 0 },
      { ...step('containers'), state: 'waiting', done: 0 },
    ],
  } as const
  fake.jobs.set({ ...running, layers: [], steps: [...running.steps] })
  const progress = page.getByRole('region', { name: 'Progress of the copy' })
  await progress.getByText('60.0 MB of 150 MB').waitFor()
  await inBothThemes(page)
  await progress.getByRole('button', { name: 'Cancel' }).click()
  await progress.getByText('Cancelled').waitFor()
  await progress.getByRole('button', { name: 'Try again' }).click()
  await progress.getByRole('button', { name: 'Cancel' }).waitFor()
})

test('without another engine the page says what to do, and an engine that has gone is told', async () => {
  const elsewhere = [{ name: 'far', endpoint: 'tcp://far:2376' }]
  Object.assign(app().fake.migration, { sources: async () => ({ engines: [], elsewhere }) })
  const page = await app().visit('/migrate')
  await page.getByText('No other engine answers on this computer.').waitFor()
  await page
    .getByText('A docker context leads elsewhere, where nothing is copied from: far (tcp://far:2376).')
    .waitFor()
  await inBothThemes(page)
  Object.assign(app().fake.migration, {
    sources: async () => ({ engines: [other], elsewhere: [] }),
    inventory: async () => {
      throw new BerthError('not-found', 'No engine answers at /var/run/docker.sock any more.', {
        hint: 'Start it.',
      })
    },
  })
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByText('No engine answers at /var/run/docker.sock any more.').waitFor()
})

test('in German', async () => {
  Object.assign(app().fake.migration, { sources: async () => ({ engines: [other], elsewhere: [] }) })
  const page = await app().visit('/welcome')
  await app().fake.settings.set('language', 'de')
  await page.reload()
  await page.getByRole('heading', { name: 'Willkommen bei Berth' }).waitFor()
  await page.getByText(/Eine andere Engine antwortet auf diesem Rechner: desktop-linux/).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Nach Engines suchen' }).click()
  await page.getByRole('button', { name: '4 Objekte kopieren' }).waitFor()
  await expectAccessible(page)
})
