import { afterAll, beforeAll, expect, it } from 'vitest'
import { Joining, NewNetwork } from '../../api/schema/networks.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'

let room: EngineRoom
beforeAll(async () => {
  room = await EngineRoom.open()
})
afterAll(() => room.close())

const network = (part: Partial<NewNetwork> & { name: string }): NewNetwork => NewNetwork.parse(part)
const alone = Joining.parse({})

it('creates a network, connects a container by alias and address, and shows both; takes them apart again', async () => {
  const table = room.networks()
  const subnets = [{ subnet: '10.231.0.0/24', gateway: '10.231.0.1' }]
  const id = await room.engine.networks.create(
    network({ name: 'backend', internal: true, subnets, labels: { a: 'b' } }),
  )
  await table.until('it is listed', (rows) => rows.some((row) => row.id === id))
  expect(table.rows.find((row) => row.id === id)).toMatchObject({
    name: 'backend',
    driver: 'bridge',
    internal: true,
    subnets,
    labels: { a: 'b' },
    builtIn: false,
    members: [],
  })

  await room.engine.networks.create(network({ name: 'home' }))
  const container = await room.create('member', ['sleep', '60'], { network: 'home' })
  const mac = '02:42:0a:e7:00:4d'
  const joining = Joining.parse({ aliases: ['db'], ipv4: '10.231.0.77', mac })
  await room.engine.networks.connect(id, container, joining)
  await room.engine.containers.act(container, 'start')
  await table.until('its address is shown', (rows) =>
    rows.some((row) => row.id === id && row.members.some((member) => member.ipv4 === '10.231.0.77')),
  )
  const inspected = await room.client.json({ doing: 'look', path: `/containers/${container}/json` })
  expect(inspected).toMatchObject({
    NetworkSettings: { Networks: { backend: { Aliases: expect.arrayContaining(['db']) as unknown } } },
  })

  await expect(room.engine.networks.remove(id)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Could not remove the network backend: member is connected to it.',
  })
  // As it was, it comes back.
  const left = await room.engine.networks.disconnect(id, container, { force: false })
  expect(left).toEqual(joining)
  await room.engine.networks.connect(id, container, left)
  const { networks } = await room.engine.containers.detail(container, { size: false })
  expect(networks.find(({ name }) => name === 'backend')).toMatchObject({
    mac,
    addresses: ['10.231.0.77/24'],
  })
  await room.engine.networks.disconnect(id, container, { force: false })
  await table.until('nobody is in it', (rows) =>
    rows.some((row) => row.id === id && row.members.length === 0),
  )
  const again = await room.engine.networks.remove(id)
  expect(again).toMatchObject({ name: 'backend' })
  await table.until('it is gone', (rows) => !rows.some((row) => row.id === id))
  await room.engine.containers.remove(container, { force: true, volumes: false })
  await room.engine.networks.remove('home')
})

it('shows who joins and leaves while it is not running, of which the engine tells nobody', async () => {
  const table = room.networks()
  const id = await room.engine.networks.create(network({ name: 'quiet' }))
  const container = await room.create('resting', ['true'], { network: 'quiet' })
  const inQuiet = (count: number) =>
    table.until(`${count} are in it`, (rows) =>
      rows.some((row) => row.id === id && row.members.length === count),
    )
  await inQuiet(1)
  await room.engine.networks.disconnect(id, container, { force: false })
  await inQuiet(0)
  await room.engine.networks.connect(id, container, alone)
  await inQuiet(1)
  await room.engine.containers.remove(container, { force: true, volumes: false })
  await room.engine.networks.remove(id)
})

it('says which name or subnet is taken', async () => {
  const subnets = [{ subnet: '10.232.0.0/24', gateway: null }]
  const id = await room.engine.networks.create(network({ name: 'first', subnets }))
  await expect(room.engine.networks.create(network({ name: 'first' }))).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(room.engine.networks.create(network({ name: 'second', subnets }))).rejects.toMatchObject({
    code: 'conflict',
    message: "Could not create the network second: its subnet overlaps with another network's.",
  })
  await expect(room.engine.networks.connect(id, 'nobody', alone)).rejects.toMatchObject({ code: 'not-found' })
  await room.engine.networks.remove(id)
})

it('refuses what is no address, subnet or name before the engine sees it', () => {
  for (const part of [
    { name: '-rm' },
    { name: 'a b' },
    { name: 'a', subnets: [{ subnet: '10.0.0.0', gateway: null }] },
    { name: 'a', subnets: [{ subnet: '10.0.0.0/8', gateway: 'x' }] },
  ])
    expect(NewNetwork.safeParse(part).success, JSON.stringify(part)).toBe(false)
})
