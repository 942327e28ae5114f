import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())

test('an engine that dies greys the page; when it is back, the page is true again by itself', async () => {
  await app().room.run('survivor', ['sleep', '600'])
  const page = await app().visit('/containers')
  const table = new Table(page, 'Containers', 'container')
  await table.row('survivor').getByText(/^Up/).waitFor()
  await app().room.native.kill()
  await page.getByText(/The engine has not answered since \d\d:\d\d:\d\d/).waitFor()
  await table.row('survivor').waitFor()
  expect(await page.getByRole('button', { name: 'Stop survivor' }).isDisabled()).toBe(true)
  await expectAccessible(page)
  await app().room.native.restart()
  await page.getByText(/The engine has not answered since/).waitFor({ state: 'detached', timeout: 60_000 })
  await app().room.run('later', ['sleep', '600'])
  await table.row('later').getByText(/^Up/).waitFor()
})
