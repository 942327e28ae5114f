import { expect, test } from 'vitest'
import { standInName, stampOf } from '../../electron/api/schema/stand-ins.ts'
import { expectAccessible } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { RunForm } from './pages/run-form.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const sleeper = ['sleep', '600']

async function open(address: string) {
  const page = await app().visit(address)
  return {
    page,
    form: new RunForm(page),
    frame: new Frame(page),
    table: new Table(page, 'Containers', 'container'),
  }
}

interface Inspect {
  readonly Id: string
  readonly State: { readonly Running: boolean }
  readonly Config: { readonly Env: string[]; readonly Cmd: string[] }
  readonly HostConfig: Record<string, unknown>
}
const inspect = async (name: string): Promise<Inspect> =>
  (await app().room.client.json({ doing: 'inspect', path: `/containers/${name}/json` })) as Inspect

test('the empty page leads to the form; what is entered runs, as the command line beside it says', async () => {
  const { page, form } = await open('/containers')
  await page
    .getByRole('region', { name: 'No containers yet' })
    .getByRole('link', { name: 'Run a container' })
    .click()
  await page.getByRole('heading', { name: 'Run a container', level: 1 }).waitFor()
  await expectAccessible(page)
  await form.field('Image').fill('busybox:latest')
  await form.field('Name').fill('web')
  await form.add('Ports', { 'Host port': '18080', 'Container port': '80' })
  await form.add('Volumes and folders', { 'Volume or path': 'web-data', 'In the container': '/data' })
  await form.add('Environment', { Name: 'GREETING', Value: 'hello world' })
  await form.openSection('Command')
  await form.field('Command').fill("sh -c 'echo $GREETING; sleep 600'")
  await form.openSection('Network')
  await form.add('Networks', { Network: 'none' })
  await form.openSection('Limits')
  await form.field('Memory').fill('64m')
  await form.field('CPUs').fill('0.5')
  await form.field('Processes').fill('50')
  await form.form.getByRole('button', { name: 'Limits 3 set' }).waitFor()
  expect((await form.line.innerText()).replaceAll(' \\\n  ', ' ')).toBe(
    "docker run -d --name web -p 18080:80 -v web-data:/data -e 'GREETING=hello world' --network none " +
      "--memory 64m --cpus 0.5 --pids-limit 50 busybox:latest sh -c 'echo $GREETING; sleep 600'",
  )
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/containers/web/logs')
  await page.getByText('hello world').first().waitFor()
  const made = await inspect('web')
  expect(made.Config.Env).toContain('GREETING=hello world')
  expect(made.HostConfig).toMatchObject({
    Binds: ['web-data:/data'],
    PortBindings: { '80/tcp': [{ HostPort: '18080' }] },
    Memory: 64 * 1024 * 1024,
    NanoCpus: 500_000_000,
    PidsLimit: 50,
  })
})

test('block I/O has a weight and rates by device; what is none of them says so', async () => {
  const { page, form, frame } = await open('/containers')
  await frame.run('Run a container')
  await form.field('Image').fill('busybox')
  await form.field('Name').fill('slow-disk')
  await form.openSection('Command')
  await form.field('Command').fill('sleep 600')
  await form.openSection('Network')
  await form.add('Networks', { Network: 'none' })
  await form.openSection('Limits')
  await form.field('Block I/O weight').fill('5')
  await form.add('Block I/O rates', { Device: '/dev/loop0', 'A second': 'fast' })
  await form.button('Run').click()
  await form.form.getByText('A weight is a number from 10 to 1000.').waitFor()
  await form.form.getByText('A size is a number with a unit, such as 512m or 2g.').waitFor()
  await form.field('Block I/O weight').fill('300')
  await form.cell('Block I/O rates', 'A second').fill('10m')
  expect((await form.line.innerText()).replaceAll(' \\\n  ', ' ')).toContain(
    '--blkio-weight 300 --device-read-bps /dev/loop0:10m',
  )
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/containers/slow-disk/logs')
  const made = await inspect('slow-disk')
  expect(made.HostConfig).toMatchObject({
    BlkioDeviceReadBps: [{ Path: '/dev/loop0', Rate: 10 * 1024 * 1024 }],
  })
})

test('what is wrong stands at its field as a sentence, and what the engine refuses beside the form', async () => {
  await app().room.create('taken', sleeper)
  const { page, form, frame } = await open('/containers')
  await frame.run('Run a container')
  await form.field('Image').waitFor()
  await page.keyboard.press('Control+Enter')
  await form.form.getByText('Say which image to run.').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
    .toBe('true')
  await form.field('Image').fill('busybox')
  await form.field('Name').fill('taken')
  await form.form.getByText('There is a container of this name already.').waitFor()
  await form.add('Ports', { 'Host port': '99999' })
  await form.openSection('Limits')
  await form.field('Memory').fill('lots')
  await form.form.getByRole('button', { name: /^Limits/ }).click()
  await form.button('Run').click()
  // The section that holds an error opens.
  await form.form.getByText('A size is a number with a unit, such as 512m or 2g.').waitFor()
  await form.form.getByText('A port is a number from 1 to 65535, or a range such as 8000-8010.').waitFor()
  await form.form.getByText('Say which port of the container.').waitFor()
  await expectAccessible(page)
  await form.field('Memory').fill('')
  await form.form.getByRole('button', { name: 'Remove row 1: Ports' }).click()
  await form.field('Name').fill('no-such-program')
  await form.openSection('Command')
  await form.field('Command').fill('/no/such')
  await form.openSection('Network')
  await form.add('Networks', { Network: 'none' })
  await form.button('Run').click()
  await form.aside
    .getByRole('alert')
    .getByText(/Could not start no-such-program: .*no such file/)
    .waitFor()
  await expectAccessible(page)
  // What was entered is still there after a look elsewhere.
  await frame.goTo('Images')
  await page.getByRole('grid', { name: 'Images' }).waitFor()
  await page.goBack()
  expect(await form.field('Name').inputValue()).toBe('no-such-program')
  await form.openSection('Command')
  await form.field('Command').fill('sleep 600')
  await form.button('Create only').click()
  await page.waitForURL('**/containers/no-such-program/logs')
})

test('a docker run line is imported, and what of it cannot be is named', async () => {
  const { page, form, frame } = await open('/run')
  await form.button('Import a line…').click()
  const line = frame.dialog.getByLabel('The line')
  await line.fill(
    "$ sudo docker run -itd --name imported --network none \\\n  -e 'A=b c' --gpus all -l team=x --restart=on-failure:3 busybox sleep 600",
  )
  await frame.dialog.getByText('Berth has no field for it: --gpus all').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Take over' }).click()
  expect(await form.field('Name').inputValue()).toBe('imported')
  expect(await form.cell('Environment', 'Value').inputValue()).toBe('b c')
  await form.form.getByRole('button', { name: 'Paste .env…' }).click()
  await frame.dialog.getByLabel('Lines of a .env file').fill('A=2\n# no\nB="x y"\nnonsense')
  await frame.dialog.getByText('These lines say nothing that can be understood: 4').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Add 2 variables' }).click()
  await form.aside.getByRole('button', { name: /^Copy command/ }).click()
  expect((await frame.clipboard()).replaceAll(' \\\n  ', ' ')).toBe(
    "docker run -d --name imported -i -t --restart on-failure:3 -e A=2 -e 'B=x y' --network none -l team=x busybox sleep 600",
  )
  await form.button('Run').click()
  await page.waitForURL('**/containers/imported/logs')
  expect((await inspect('imported')).Config.Env).toEqual(expect.arrayContaining(['A=2', 'B=x y']))
})

test('a container is edited: made anew with the change, and back by itself where the new one fails', async () => {
  const first = await app().room.run('edited', sleeper)
  const { page, form, table } = await open('/containers')
  await table.choose('edited', 'Edit…')
  await page.getByRole('heading', { name: 'Edit edited' }).waitFor()
  await form.aside.getByText('Nothing is changed yet.').waitFor()
  await expectAccessible(page)
  expect(await form.button('Recreate').isDisabled()).toBe(true)
  await form.openSection('Command')
  expect(await form.field('Command').inputValue()).toBe('sleep 600')
  await form.add('Environment', { Name: 'NEW', Value: '1' })
  await form.field('Command').fill("sh -c 'echo going down; exit 3'")
  await form.aside.getByText('Environment, Command').waitFor()
  await form.button('Recreate').click()
  const alert = form.aside.getByRole('alert')
  await alert.getByText('it ended with exit code 3. The old one runs again.').waitFor({ timeout: 60_000 })
  await alert.getByText('going down').waitFor()
  await expectAccessible(page)
  expect(await inspect('edited')).toMatchObject({ Id: first, State: { Running: true } })

  await form.field('Command').fill('sleep 900')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/containers/edited/logs', { timeout: 60_000 })
  const made = await inspect('edited')
  expect(made.Id).not.toBe(first)
  expect(made).toMatchObject({ State: { Running: true }, Config: { Cmd: ['sleep', '900'] } })
  expect(made.Config.Env).toContain('NEW=1')
})

test('what was cut off in the middle is told, and the old one brought back', async () => {
  const stamp = stampOf(new Date())
  await app().room.create(standInName({ name: 'cut', role: 'before', stamp }), sleeper)
  await app().room.run('cut', sleeper)
  const { page, table } = await open('/containers')
  const notice = page.getByRole('status').filter({ hasText: 'Berth was cut off while it made cut anew.' })
  await notice.waitFor()
  await expectAccessible(page)
  await notice.getByRole('button', { name: 'Bring the old one back' }).click()
  await notice.waitFor({ state: 'detached' })
  await table.row('cut').getByText('Created').waitFor()
})

test('an image is run from its row, and a container once more', async () => {
  await app().room.run('model', sleeper, { labels: { a: 'b' } })
  const { page, form, table } = await open('/images')
  const images = new Table(page, 'Images', 'image')
  await images.row('busybox:latest').getByRole('button', { name: 'Run busybox:latest…' }).click()
  await expect.poll(() => form.field('Image').inputValue()).toBe('busybox:latest')
  await page.goto(new URL('/containers', page.url()).href)
  await table.choose('model', 'Run another like it…')
  await form.form.getByRole('button', { name: 'Labels and logging 1 set' }).waitFor()
  expect(await form.field('Name').inputValue()).toBe('')
})
