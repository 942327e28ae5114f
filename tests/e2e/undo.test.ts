import { expect, test } from 'vitest'
import { Joining, NewNetwork } from '../../electron/api/schema/networks.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Detail } from './pages/detail.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const sleeper = ['sleep', '600']
const patience = { timeout: 30_000 }

async function open(address: string) {
  const page = await app().visit(address)
  return { page, frame: new Frame(page), undo: page.getByRole('button', { name: 'Undo', exact: true }) }
}
const state = async (name: string): Promise<string> =>
  (await app().room.engine.containers.detail(name, { size: false })).row.state

test('a stop and a pause are taken back, by the button and by a key', async () => {
  await app().room.run('going', sleeper)
  const { page, undo } = await open('/containers/going/overview')
  const { section } = new Detail(page, 'going')
  await section.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByText('going is stopped.').waitFor()
  // It stays while the pointer is on it.
  await undo.hover()
  await expectAccessibleInBothThemes(page)
  await undo.click()
  await undo.waitFor({ state: 'detached' })
  await expect.poll(() => state('going'), patience).toBe('running')
  // A menu shows what could be done when it was opened.
  await section.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await new Table(page, 'Containers', 'container').choose('going', 'Pause')
  await page.getByText('going is paused.').waitFor()
  await page.keyboard.press('u')
  await expect.poll(() => state('going'), patience).toBe('running')
  await undo.waitFor({ state: 'detached' })
})

test('what somebody else has changed meanwhile is not offered to be taken back', async () => {
  await app().room.run('shared', sleeper)
  const { page, undo } = await open('/containers/shared/overview')
  await new Detail(page, 'shared').section.getByRole('button', { name: 'Stop', exact: true }).click()
  await undo.waitFor()
  await app().room.engine.containers.act('shared', 'start')
  await undo.waitFor({ state: 'detached', timeout: 5000 })
})

test('a name comes back, to a container and to an image', async () => {
  await app().room.run('before', sleeper)
  const { page, undo, frame } = await open('/containers/before/overview')
  await new Detail(page, 'before').choose('Rename…')
  await frame.dialog.getByRole('textbox').fill('after')
  await page.keyboard.press('Enter')
  await undo.click()
  await page.getByRole('region', { name: 'Container before' }).waitFor()

  await app().room.engine.images.tag('busybox:latest', 'busybox:spare')
  await frame.goTo('Images')
  // Beside its name, which a click copies.
  await new Table(page, 'Images', 'image').row('busybox:latest').click({ position: { x: 240, y: 16 } })
  await page.getByRole('button', { name: 'Take the name busybox:spare off' }).click()
  await page.getByText('The name busybox:spare is off.').waitFor()
  await undo.click()
  await page.getByRole('button', { name: 'Take the name busybox:spare off' }).waitFor()
})

test('a container joins a network again under the names and addresses that it had there', async () => {
  const { room } = app()
  await room.engine.networks.create(
    NewNetwork.parse({ name: 'inner', internal: true, subnets: [{ subnet: '10.77.0.0/24', gateway: null }] }),
  )
  await room.run('joiner', sleeper)
  await room.client.json({
    doing: 'disconnect',
    method: 'POST',
    path: '/networks/none/disconnect',
    body: { Container: 'joiner' },
  })
  const joining = Joining.parse({ aliases: ['other-name'], ipv4: '10.77.0.9', mac: '02:42:0a:4d:00:09' })
  await room.engine.networks.connect('inner', 'joiner', joining)
  const { page, undo } = await open('/networks?open=inner')
  const leave = page.getByRole('button', { name: 'Disconnect joiner' })
  await leave.click()
  await leave.waitFor({ state: 'detached' })
  await page.getByText('joiner is no longer in inner.').waitFor()
  await undo.click()
  await leave.waitFor()
  const { networks } = await room.engine.containers.detail('joiner', { size: false })
  const inner = networks.find(({ name }) => name === 'inner')
  expect(inner?.names).toContain('other-name')
  expect(inner).toMatchObject({ addresses: ['10.77.0.9/24'], mac: '02:42:0a:4d:00:09' })
})

test('networks that were removed together are made again as they were', async () => {
  const { room } = app()
  const subnets = [{ subnet: '10.78.0.0/24', gateway: '10.78.0.1' }]
  await room.engine.networks.create(NewNetwork.parse({ name: 'bulk-1', internal: true, subnets }))
  await room.engine.networks.create(NewNetwork.parse({ name: 'bulk-2', labels: { team: 'shop' } }))
  const { page, frame, undo } = await open('/networks?q=bulk-')
  const table = new Table(page, 'Networks', 'network')
  await table.row('bulk-2').waitFor()
  await table.grid.focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('toolbar').getByRole('button', { name: 'Remove…' }).click()
  await frame.dialog.getByRole('button', { name: 'Remove 2' }).click()
  await page.getByText('Removed 2 networks.').waitFor()
  await expectAccessible(page)
  await undo.waitFor()
  await page.keyboard.press('u')
  await table.row('bulk-1').waitFor()
  await table.row('bulk-2').waitFor()
  const again = (await room.client.json({ doing: 'look', path: '/networks/bulk-1' })) as {
    Internal: boolean
    IPAM: unknown
  }
  expect(again.Internal).toBe(true)
  expect(again.IPAM).toMatchObject({ Config: [{ Subnet: '10.78.0.0/24', Gateway: '10.78.0.1' }] })
})
