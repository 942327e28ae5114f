import { expect, test } from 'vitest'
import { runningMachine, scenes } from '../fakes/scenes.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.withScene(scenes.starting()))

test('a first start shows its steps live and ends on a first container', async () => {
  app().fake.setMachine(scenes.starting().machine)
  const page = await app().visit('/containers')
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await steps.getByText('Boot Alpine').waitFor()
  expect(await steps.count()).toBe(3)
  await page.getByText('mounting the data disk').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).waitFor()
  await expectAccessible(page)
  app().fake.setMachine(runningMachine())
  await page.getByRole('heading', { name: 'No containers yet' }).waitFor()
  await page.getByText('17.3 s after it was asked to start').waitFor()
})

test('a failed start says why once, and offers retry, report and log', async () => {
  app().fake.setMachine(scenes.failed().machine)
  const page = await app().visit('/containers')
  await page.getByRole('alert').getByText('The guest printed nothing for 60 seconds').waitFor()
  expect(await page.getByText('The guest printed nothing for 60 seconds').count()).toBe(1)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy report' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const report = await new Frame(page).clipboard()
  expect(report).toContain('Boot Alpine: The guest printed nothing')
  expect(report).toContain('berth: data disk mounted')
  await page.getByRole('link', { name: 'Show its log' }).click()
  await page.getByText('How far it came').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Last start').waitFor()
})

test('a stopped machine is started from any page', async () => {
  await app().fake.machine.stop()
  const page = await app().visit('/images')
  await page.getByRole('heading', { name: 'The machine is stopped' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('heading', { name: 'No images yet' }).waitFor()
  await expectAccessible(page)
})
