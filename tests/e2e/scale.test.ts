import { expect, test } from 'vitest'
import { initialScriptKB } from '../../scripts/bench/page/weight.ts'
import { statsSample } from '../fakes/rows.ts'
import { scenes } from '../fakes/scenes.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.crowd()))
const poll = { timeout: 30_000 }

test('five thousand containers: a screenful in the page, the last one a key away, a filter finds one', async () => {
  const page = await app().visit('/containers')
  const table = new Table(page, 'Containers', 'container')
  await page.getByText('5,000 containers').waitFor()
  await page.keyboard.press('End')
  await table.row('worker-4989').waitFor()
  expect((await table.names()).length).toBeLessThan(80)
  await page.keyboard.press('Control+a')
  await page.getByText('5,000 selected').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('24321')
  await expect.poll(() => table.names(), poll).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.type('24320')
  await expect.poll(() => table.names(), poll).toEqual(['web-4320'])
})

test('what a first visit loads stays small: the rest comes when it is opened', async () => {
  expect(await initialScriptKB(await app().visit('/containers'))).toBeLessThan(350)
})

test('a storm of events leaves the table true', async () => {
  const page = await app().visit('/containers?q=24320')
  const table = new Table(page, 'Containers', 'container')
  await page.getByText('1 of 5,000 containers').waitFor()
  const rows = [...app().fake.containers.rows.values()]
  for (let round = 0; round < 4; round += 1)
    for (const row of rows) app().fake.containers.set({ ...row, exitCode: round, state: 'exited' })
  const [name] = await table.names()
  await table
    .row(name ?? '')
    .getByText('Exited (3)')
    .waitFor()
})

test('what five thousand containers use is shown and sorted, and ports copy', async () => {
  const page = await app().visit('/containers?sort=memory&desc=true')
  const table = new Table(page, 'Containers', 'container')
  await table.row('web-0').waitFor()
  const rows = [...app().fake.containers.rows.values()]
  for (const time of [Date.now() - 2000, Date.now()])
    app().fake.stats.publish({
      samples: rows.map(({ id }, seed) => ({
        id,
        sample: { ...statsSample(seed, time), memory: seed * 2 ** 20 },
      })),
    })
  const heaviest = rows.at(-1)
  await expect.poll(async () => (await table.names())[0], poll).toBe(heaviest?.name)
  await page.goto(new URL('/containers?q=web-0', page.url()).href)
  await table.row('web-0').hover()
  await table.row('web-0').getByRole('button', { name: 'Copy localhost:20000' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('localhost:20000')
  expect(await table.row('web-0').getByRole('link', { name: '20000→80' }).getAttribute('href')).toBe(
    'http://localhost:20000/',
  )
})

test('in a narrow window the rail is icons, and all can still be reached', async () => {
  const page = await app().visit('/containers', { width: 900, height: 600 })
  await new Table(page, 'Containers', 'container').row('api-3').waitFor()
  expect(await page.getByRole('navigation').getByText('Containers').isVisible()).toBe(false)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Machine' }).click()
  await page.getByRole('meter', { name: 'Disk' }).waitFor()
  await expectAccessible(page)
})

test('dark passes the same checks as light', async () => {
  const page = await app().visit('/containers')
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme'), poll).toBe('dark')
  await expectAccessible(page)
  await page.reload()
  await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme'), poll).toBe('dark')
  await page.goto(new URL('/machine', page.url()).href)
  await page.getByRole('meter', { name: 'Disk' }).waitFor()
  await expectAccessible(page)
})
