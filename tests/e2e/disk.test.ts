import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { loadBusybox } from '../fixtures/busybox-image.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 60_000 }
const day = 24 * 3_600_000

async function diskPage(size?: { width: number; height: number }) {
  const page = await app().visit('/disk', size)
  return { page, frame: new Frame(page), going: new Table(page, 'What goes', 'entry') }
}

/** Containers that wrote and ended, a dangling image, one with a name, volumes with a name and without. */
async function fill(): Promise<void> {
  const { room } = app()
  const socket = room.native.socketPath
  await room.ended(await room.run('wrote', ['sh', '-c', 'head -c 5000000 /dev/zero >/big']))
  await room.run('serving', ['sleep', '600'])
  await loadBusybox(socket, 'shop/app:1', { ballast: [3] })
  await loadBusybox(socket, 'lost:1', { ballast: [2] })
  await loadBusybox(socket, 'lost:1', { ballast: [1] })
  await room.engine.volumes.create({ name: 'precious', driver: 'local', options: {}, labels: {} })
  await room.engine.volumes.create({ name: null, driver: 'local', options: {}, labels: {} })
}

const exists = (at: string): Promise<boolean> =>
  app()
    .room.client.json({ doing: 'look', path: at })
    .then(
      () => true,
      () => false,
    )

test('the page tells what takes the room, measures it again by key, and says when it has changed', async () => {
  const { native, engine } = app().room
  await engine.images.remove('busybox', { force: false })
  const { page } = await diskPage()
  const room = page.getByRole('region', { name: 'What takes the room' })
  await page.getByRole('heading', { name: 'Nothing takes room yet' }).waitFor()
  await expectAccessibleInBothThemes(page)
  await loadBusybox(native.socketPath)
  await room.getByText('It has changed since.').first().waitFor()
  await page.getByRole('button', { name: 'Measure again' }).click()
  await room.getByRole('row', { name: /^Images 1/ }).waitFor()
  await room
    .getByText(/measured \d+ s ago/)
    .first()
    .waitFor()
  await page.getByText('None has been done yet.').waitFor()
  await expectAccessibleInBothThemes(page)

  await fill()
  await room.getByText('It has changed since.').first().waitFor()
  await page.keyboard.press('r')
  await room.getByRole('row', { name: /^Images 4/ }).waitFor()
  const biggest = page.getByRole('region', { name: 'The biggest: Containers' })
  await biggest.getByRole('link', { name: 'wrote' }).waitFor()
  await page.getByRole('region', { name: 'The biggest: Images' }).getByText('used by').first().waitFor()
  await expectAccessibleInBothThemes(page)
  await biggest.getByRole('link', { name: 'wrote' }).click()
  await page.waitForURL('**/containers/wrote/overview*')
})

test('a clean-up shows what goes by name and size, spares what is unticked, and tells what each step freed', async () => {
  const { page, frame, going } = await diskPage()
  // Opened by the palette, driven by keys.
  await frame.run('Clean up the disk')
  await frame.dialog.getByRole('radiogroup', { name: 'Which of: Volumes' }).waitFor(poll)
  await going.row('wrote').waitFor()
  await going.grid.getByRole('row', { name: /^dangling [0-9a-f]{12}$/ }).waitFor()
  // No volume unless somebody says so, and then by name.
  expect(await going.row('precious').count()).toBe(0)
  await expectAccessibleInBothThemes(page)
  const choose = (kind: string, extent: string) =>
    frame.dialog
      .getByRole('radiogroup', { name: `Which of: ${kind}` })
      .getByText(extent, { exact: true })
      .click()
  await choose('Volumes', 'All unused')
  await frame.dialog.getByText(/What is in a volume is lost for good.*precious/).waitFor()
  await choose('Images', 'All unused')
  await going.row('shop/app:1').waitFor()
  await frame.dialog.getByText('The same as commands').click()
  await frame.dialog.getByText('docker volume prune --all', { exact: true }).waitFor()
  await frame.dialog.getByText('docker image prune --all', { exact: true }).waitFor()
  await expectAccessibleInBothThemes(page)

  // One that is unticked stays, and is not in the commands.
  await going.row('precious').getByRole('checkbox').click()
  await going.row('shop/app:1').getByRole('checkbox').click()
  await frame.dialog.getByText(/^docker volume rm [0-9a-f]{64}$/).waitFor()
  // What appears now was not seen, and stays.
  await app().room.create('late', ['true'])
  const submit = frame.dialog.getByRole('button', { name: /^Clean up \d/ })
  await submit.focus()
  await page.keyboard.press('Enter')
  await frame.dialog.getByText(/^Freed [\d.]+ MB$/).waitFor(poll)
  const steps = frame.dialog.getByRole('list', { name: 'Steps: Clean up the disk' })
  expect(await steps.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Containers\s+1 of 1, 5\.\d+ MB freed$/),
    expect.stringMatching(/^Volumes\s+1 of 1$/),
    expect.stringMatching(/^Images\s+\d of \d, \d\.\d+ MB freed$/),
    expect.stringMatching(/^Room given back to this computer\s+1\.57 MB$/),
  ])
  await expectAccessibleInBothThemes(page)
  await frame.dialog.getByRole('button', { name: 'Close', exact: true }).click()

  for (const kept of [
    '/containers/late/json',
    '/containers/serving/json',
    '/volumes/precious',
    '/images/shop/app:1/json',
  ])
    expect([kept, await exists(kept)]).toEqual([kept, true])
  expect(await exists('/containers/wrote/json')).toBe(false)
  const record = page.getByRole('region', { name: 'Clean-ups' }).getByText('By hand')
  await record.click()
  await page.getByText(/^Containers: wrote · freed 5/).waitFor()
  await frame.tray.click()
  await frame.jobs.getByText('Clean up the disk').waitFor()
  await expectAccessibleInBothThemes(page)
})

test('what is used by the time it goes is told in its step, and the rest goes on; the room is given back by hand', async () => {
  const { room, disk } = app()
  await room.ended(await room.run('again', ['sleep', '0']))
  const { page, frame, going } = await diskPage()
  // A key that comes before the page is live is nobody's.
  await page.locator('button:enabled', { hasText: 'Measure again' }).waitFor(poll)
  await page.keyboard.press('c')
  await going.row('again').waitFor(poll)
  await going.row('late').waitFor()
  await room.client.json({ doing: 'begin', method: 'POST', path: '/containers/again/update', body: {} })
  await room.engine.containers.remove('again', { force: true, volumes: false })
  await room.run('again', ['sleep', '600'])
  disk.failure = new Error('the guest is away')
  await frame.dialog.getByRole('button', { name: /^Clean up/ }).click()
  await frame.dialog.getByText(/Freed/).waitFor(poll)
  const steps = frame.dialog.getByRole('list', { name: 'Steps: Clean up the disk' })
  await steps.getByText('the guest is away').waitFor()
  await expectAccessibleInBothThemes(page)
  await page.keyboard.press('Escape')
  expect([await exists('/containers/again/json'), await exists('/containers/late/json')]).toEqual([
    true,
    false,
  ])
  await page.getByText(/one was left/).waitFor({ state: 'attached' })
  disk.failure = null
  const before = disk.trims
  await page.getByRole('button', { name: 'Give free room back' }).click()
  await expect.poll(() => disk.trims, poll).toBe(before + 1)
})

test('rules are off at first, tried before they are kept, and run once a day; what they did is noted', async () => {
  const { room, disk } = app()
  await room.create('old', ['true'])
  await room.create('keeper', ['true'], { labels: { 'berth.keep': '' } })
  const { page } = await diskPage({ width: 900, height: 600 })
  const rules = page.getByRole('region', { name: 'Rules' })
  await rules.getByText('No rule is on.').waitFor()
  const ages = rules.getByLabel('Stopped containers: days')
  await ages.fill('0')
  await rules.getByText('Give whole numbers').waitFor()
  await expectAccessibleInBothThemes(page)
  expect(await rules.getByRole('button', { name: 'Save the rules' }).isDisabled()).toBe(true)
  await ages.fill('2')
  await rules.getByRole('button', { name: 'What would go now?' }).click()
  await rules.getByText('Now: nothing').first().waitFor(poll)
  disk.pass(3 * day)
  await rules.getByRole('button', { name: 'What would go now?' }).click()
  await rules.getByText('Now: one object').waitFor(poll)
  await rules.getByText('Now: one object').click()
  await rules
    .getByRole('list', { name: /Stopped containers/ })
    .getByText('old')
    .waitFor()
  await expectAccessibleInBothThemes(page)
  expect(await exists('/containers/old/json')).toBe(true)

  // Turned on by keyboard.
  await rules.getByRole('switch', { name: 'Stopped containers' }).focus()
  await page.keyboard.press('Space')
  await rules.getByRole('button', { name: 'Save the rules' }).click()
  await page.getByText('The rules are kept.').waitFor()
  expect(JSON.parse(await readFile(disk.rulesFile, 'utf8'))).toMatchObject({
    stoppedContainers: { on: true, days: 2 },
    unusedImages: { on: false },
  })
  // The engine has been up for days by that clock: the run is due at once.
  const records = page.getByRole('region', { name: 'Clean-ups' })
  await records.getByText('By the rules', { exact: true }).waitFor(poll)
  await expect.poll(() => exists('/containers/old/json'), poll).toBe(false)
  expect(await exists('/containers/keeper/json')).toBe(true)
  await rules.getByText(/^Next run: .*\d{4}/).waitFor()

  await room.create('old-too', ['true'])
  disk.pass(4 * day)
  await expect.poll(() => exists('/containers/old-too/json'), poll).toBe(false)
  await expect.poll(() => records.getByText('By the rules', { exact: true }).count(), poll).toBe(2)
  await rules.getByRole('button', { name: 'Run now' }).click()
  await records.getByText('By the rules, at once').waitFor(poll)

  // A file that somebody broke runs nothing, and says so.
  await writeFile(disk.rulesFile, '{')
  await page.reload()
  await rules.getByText(/The clean-up rules in .* cannot be read/).waitFor()
  await expectAccessibleInBothThemes(page)
  await rules.getByRole('button', { name: 'Save the rules' }).click()
  await page.getByText('The rules are kept.').waitFor()
  expect(JSON.parse(await readFile(disk.rulesFile, 'utf8'))).toMatchObject({
    stoppedContainers: { on: false },
  })
})

test('the page in German', async () => {
  const { page } = await diskPage()
  await app().fake.settings.set('language', 'de')
  await page.reload()
  await page.getByRole('heading', { name: 'Speicherplatz', exact: true }).waitFor()
  await page.getByRole('heading', { name: 'Was den Platz belegt' }).waitFor()
  await page.getByRole('button', { name: 'Aufräumen …' }).click()
  await page.getByRole('radiogroup', { name: 'Welche davon: Volumes' }).waitFor(poll)
  await expectAccessible(page)
})

test('an engine that goes away is told, what was measured stays, and it is measured anew when it is back', async () => {
  const { room } = app()
  const { page } = await diskPage()
  const region = page.getByRole('region', { name: 'What takes the room' })
  await region
    .getByText(/measured \d+ s ago/)
    .first()
    .waitFor()
  room.engine.detach('The machine is not running.')
  await page.getByText('The engine has not answered since').waitFor(poll)
  expect(await page.getByRole('button', { name: 'Clean up…' }).isDisabled()).toBe(true)
  expect(await region.getByRole('row', { name: /^Images \d/ }).count()).toBe(1)
  await expectAccessible(page)
  room.engine.attach()
  await expect.poll(() => page.getByRole('button', { name: 'Clean up…' }).isEnabled(), poll).toBe(true)
  await region
    .getByText(/measured [0-9] s ago/)
    .first()
    .waitFor(poll)
})
