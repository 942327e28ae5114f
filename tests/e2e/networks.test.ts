import { beforeAll, expect, test } from 'vitest'
import { NewNetwork } from '../../electron/api/schema/networks.ts'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())

beforeAll(async () => {
  const { room } = app()
  await room.engine.networks.create(NewNetwork.parse({ name: 'front' }))
  await room.engine.networks.create(
    NewNetwork.parse({ name: 'back', internal: true, subnets: [{ subnet: '10.240.0.0/24', gateway: null }] }),
  )
  await room.run('proxy', ['sleep', '600'], { network: 'front' })
  await room.run('db', ['sleep', '600'], { network: 'back' })
})

async function networks(
  address = '/networks',
): Promise<{ page: Awaited<ReturnType<App['visit']>>; table: Table; frame: Frame }> {
  const page = await app().visit(address)
  return { page, table: new Table(page, 'Networks', 'network'), frame: new Frame(page) }
}

test('a network is created with a subnet, found by the filter, and removed', async () => {
  const { page, table, frame } = await networks()
  await table.row('back').getByText('10.240.0.0/24').waitFor()
  await expectAccessible(page)
  await frame.run('New network')
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await frame.dialog.getByText('A network needs a name').waitFor()
  await frame.dialog.getByLabel('Name', { exact: true }).fill('made')
  await frame.dialog.getByLabel('Subnet', { exact: true }).fill('10.241.0.0')
  await frame.dialog.getByText('That is no subnet').waitFor()
  await frame.dialog.getByLabel('Subnet', { exact: true }).fill('10.241.0.0/24')
  await frame.dialog.getByText('docker network create --subnet 10.241.0.0/24 made', { exact: true }).waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await frame.dialog.waitFor({ state: 'detached' })
  await table.row('made').getByText('none').waitFor()

  await table.filter.fill('10.241')
  await table.row('back').waitFor({ state: 'detached' })
  await frame.run('Remove network made')
  await frame.dialog.getByText('docker network rm made', { exact: true }).waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await table.row('made').waitFor({ state: 'detached' })
})

test('all that a network has is chosen, by keys: two subnets, IPv6, internal, attachable, options and labels', async () => {
  const { page, frame } = await networks()
  await frame.run('New network')
  const field = (label: string) => frame.dialog.getByLabel(label, { exact: true })
  await field('Name').fill('all-of-it')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('10.242.0.0/24')
  await page.keyboard.press('Tab')
  await page.keyboard.type('10.242.0.254')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await field('Subnet').nth(1).fill('fd00:242::/64')
  for (const label of ['IPv6 as well', 'Internal: no way to the outside', 'Attachable by hand (Swarm)']) {
    await field(label).focus()
    await page.keyboard.press('Space')
  }
  await field('Driver options').fill('com.docker.network.driver.mtu=1400\n')
  await field('Labels').fill('team=ops')
  await frame.dialog
    .getByText('docker network create --subnet 10.242.0.0/24 --gateway 10.242.0.254 --subnet fd00:242::/64', {
      exact: false,
    })
    .waitFor()
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).press('Enter')
  await frame.dialog.waitFor({ state: 'detached' })
  const made = await app().room.client.json({ doing: 'look', path: '/networks/all-of-it' })
  expect(made).toMatchObject({
    EnableIPv6: true,
    Internal: true,
    Attachable: true,
    Options: { 'com.docker.network.driver.mtu': '1400' },
    Labels: { team: 'ops' },
    IPAM: {
      Config: [{ Subnet: '10.242.0.0/24', Gateway: '10.242.0.254' }, { Subnet: 'fd00:242::/64' }],
    },
  })
})

test('a subnet that is taken, and a network in use, are refused in sentences', async () => {
  const { page, table, frame } = await networks()
  await frame.run('New network')
  await frame.dialog.getByLabel('Name', { exact: true }).fill('again')
  await frame.dialog.getByLabel('Subnet', { exact: true }).fill('10.240.0.0/24')
  await frame.dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await frame.dialog.getByText('its subnet overlaps').waitFor()
  await page.keyboard.press('Escape')
  await table.row('front').waitFor()
  await page.getByRole('button', { name: 'Remove front' }).click()
  await frame.dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await frame.dialog.getByText('proxy is connected to it').waitFor()
})

test('a container joins by a further name and an address, and leaves again', async () => {
  const { page, table, frame } = await networks()
  await table.row('back').click()
  const detail = page.getByRole('region', { name: 'Network back' })
  await detail.getByRole('button', { name: 'Connect a container' }).click()
  await frame.dialog.getByLabel('Container', { exact: true }).fill('proxy')
  await page.getByRole('option', { name: 'proxy' }).click()
  await frame.dialog.getByLabel('Further names').fill('gateway')
  await frame.dialog.getByLabel('IPv4 address').fill('10.240.0.99')
  await frame.dialog
    .getByText('docker network connect --alias gateway --ip 10.240.0.99 back proxy', { exact: true })
    .waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await detail.getByText('10.240.0.99').waitFor()
  await expectAccessible(page)

  await detail.getByRole('button', { name: 'Disconnect proxy' }).click()
  await detail.getByText('10.240.0.99').waitFor({ state: 'detached' })
})

test('the map shows who shares which network, and leads to both', async () => {
  const { page, frame } = await networks('/images')
  await frame.run('Map of networks')
  const map = page.getByRole('table', { name: 'Map of networks and containers' })
  await map.getByRole('img', { name: /^db in back, 10\.240\.0\.\d+$/ }).waitFor()
  await map.getByRole('img', { name: /^proxy in front, / }).waitFor()
  expect(await map.getByRole('img', { name: /^db in front/ }).count()).toBe(0)
  await expectAccessible(page)
  await map.getByRole('button', { name: 'back' }).click()
  await page.getByRole('region', { name: 'Network back' }).waitFor()
  await map.getByRole('link', { name: 'db' }).click()
  await page.waitForURL('**/containers/db/**')
})

test('the map of fifty containers keeps its heads in sight, and lights up the one that is looked at', async () => {
  const { client, engine } = app().room
  const lines = await Promise.all(
    ['blue', 'green', 'red'].map((name) =>
      engine.networks.create(NewNetwork.parse({ name, internal: true })).then(() => name),
    ),
  )
  for (let at = 0; at < 50; at += 1) {
    const id = await app().room.create(`stop-${String(at).padStart(2, '0')}`, ['true'], {
      network: lines[at % 3] ?? '',
    })
    if (at % 5 === 0)
      await client.json({
        doing: 'connect',
        method: 'POST',
        path: `/networks/${lines[(at + 1) % 3] ?? ''}/connect`,
        body: { Container: id },
      })
  }
  const { page, frame } = await networks('/images')
  await frame.run('Map of networks')
  const map = page.getByRole('table', { name: 'Map of networks and containers' })
  const last = map.getByRole('row').last()
  await last.scrollIntoViewIfNeeded()
  const head = map.getByRole('button', { name: 'green' })
  const top = async (on: typeof head): Promise<number> => (await on.boundingBox())?.y ?? Number.NaN
  expect(await map.getByRole('row').count()).toBeGreaterThan(50)
  expect(await top(head)).toBeLessThan(await top(last))
  expect(await top(head)).toBeGreaterThan(0)
  await head.hover()
  // Who is not on this line steps back.
  await map.locator('tr[data-dim]').filter({ hasText: 'stop-48' }).waitFor()
  expect(await map.locator('tr[data-dim]').filter({ hasText: 'stop-49' }).count()).toBe(0)
  // Where no link is half below the head.
  await map.locator('xpath=..').evaluate((frame) => frame.scrollTo(0, 0))
  await expectAccessibleInBothThemes(page)
  await page.setViewportSize({ width: 900, height: 600 })
  await last.scrollIntoViewIfNeeded()
  await head.waitFor()
})

test('a network that another client removes while it is open says so', async () => {
  const { client } = app().room
  await client.json({ doing: 'create', method: 'POST', path: '/networks/create', body: { Name: 'fleeting' } })
  const { page, frame } = await networks('/images')
  await frame.run('fleeting')
  await page.getByRole('region', { name: 'Network fleeting' }).waitFor()
  await client.json({ doing: 'remove', method: 'DELETE', path: '/networks/fleeting' })
  await page.getByText('There is no network fleeting any more.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('There is no network fleeting any more.').waitFor({ state: 'detached' })
})
