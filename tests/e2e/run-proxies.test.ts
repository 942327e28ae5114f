import { expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { RunForm } from './pages/run-form.ts'
import { withApp } from './with-app.ts'

const proxies = [
  { name: 'HTTP_PROXY', value: 'http://proxy.example.com:3128' },
  { name: 'http_proxy', value: 'http://proxy.example.com:3128' },
]
const app = withApp(() => App.open({ proxies }))

test('a new container gets the proxies, seen as variables and in the command; without them, if so wanted', async () => {
  const page = await app().visit('/run?image=busybox:latest')
  const form = new RunForm(page)
  const give = form.field('Give it the proxies')
  await form.field('Name').fill('proxied')
  expect(await give.isChecked()).toBe(true)
  expect(await form.cell('Environment', 'Name', 2).inputValue()).toBe('http_proxy')
  expect(await form.line.innerText()).toContain('-e HTTP_PROXY=http://proxy.example.com:3128')
  await expectAccessible(page)
  await give.focus()
  await page.keyboard.press('Space')
  expect(await form.line.innerText()).not.toContain('PROXY')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/containers/proxied/logs')
  const about = await app().room.client.json({ doing: 'look', path: '/containers/proxied/json' })
  const { Env } = (about as { Config: { Env: string[] } }).Config
  expect(Env.filter((line) => /proxy/i.test(line))).toEqual(
    proxies.map(({ name, value }) => `${name}=${value}`),
  )
})

test('a line that is taken over gets them as by docker, but not over its own', async () => {
  const page = await app().visit('/run')
  const form = new RunForm(page)
  await form.button('Import a line…').click()
  await page.getByRole('textbox', { name: 'The line' }).fill('docker run -e HTTP_PROXY=mine busybox:latest')
  await page.getByRole('button', { name: 'Take over' }).click()
  await form.cell('Environment', 'Name', 2).waitFor()
  expect(await form.cell('Environment', 'Value', 1).inputValue()).toBe('mine')
  expect(await form.cell('Environment', 'Name', 2).inputValue()).toBe('http_proxy')
  expect(await form.field('Give it the proxies').isChecked()).toBe(false)
})
