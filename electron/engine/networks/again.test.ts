import { expect, it } from 'vitest'
import { joiningOf, networkAgain } from './again.ts'

const network = { id: 'n1', name: 'back' }
const inNetwork = (left: object): unknown => ({ Name: '/web', NetworkSettings: { Networks: { back: left } } })

it('keeps what somebody chose of how a container is in a network', () => {
  const left = {
    IPAMConfig: { IPv4Address: '10.1.0.7' },
    Aliases: ['db', 'not a name', ''],
    MacAddress: '02:42:0a:01:00:07',
    DriverOpts: { a: 'b' },
    GwPriority: 5,
    IPAddress: '10.1.0.7',
  }
  expect(joiningOf(inNetwork(left), network)).toEqual({
    aliases: ['db'],
    ipv4: '10.1.0.7',
    ipv6: null,
    mac: '02:42:0a:01:00:07',
    driverOptions: { a: 'b' },
    gatewayPriority: 5,
  })
})

it('chooses nothing where nothing was chosen, or nothing is to be understood', () => {
  const nothing = { aliases: [], ipv4: null, ipv6: null, mac: null, driverOptions: {}, gatewayPriority: 0 }
  const plain = { IPAMConfig: null, Aliases: null, MacAddress: '', DriverOpts: null, IPAddress: '10.1.0.2' }
  expect(joiningOf(inNetwork(plain), network)).toEqual(nothing)
  expect(joiningOf(inNetwork({ IPAMConfig: { IPv4Address: 'x' }, MacAddress: 'y' }), network)).toEqual(
    nothing,
  )
  expect(joiningOf('nonsense', network)).toEqual(nothing)
})

const inspected = (change: object = {}, ipam: object = {}): unknown => ({
  Name: 'back',
  Scope: 'local',
  Driver: 'bridge',
  EnableIPv4: true,
  Ingress: false,
  ConfigOnly: false,
  ConfigFrom: { Network: '' },
  IPAM: {
    Driver: 'default',
    Options: null,
    Config: [{ Subnet: '10.1.0.0/24', Gateway: '10.1.0.1' }],
    ...ipam,
  },
  Labels: { team: 'shop' },
  Options: {},
  ...change,
})

it('knows what makes a network again, and which can not be made as it was', () => {
  expect(networkAgain(inspected({ Internal: true }))).toEqual({
    name: 'back',
    driver: 'bridge',
    subnets: [{ subnet: '10.1.0.0/24', gateway: '10.1.0.1' }],
    ipv6: false,
    internal: true,
    attachable: false,
    options: {},
    labels: { team: 'shop' },
  })
  for (const odd of [
    inspected({ Scope: 'swarm' }),
    inspected({ ConfigFrom: { Network: 'other' } }),
    inspected({ EnableIPv4: false }),
    inspected({}, { Driver: 'dhcp' }),
    inspected({}, { Options: { a: 'b' } }),
    inspected({}, { Config: [{ Subnet: '10.1.0.0/24', IPRange: '10.1.0.0/28' }] }),
    inspected({}, { Config: [{ Subnet: '10.1.0.0/24', AuxiliaryAddresses: { host: '10.1.0.9' } }] }),
    null,
  ])
    expect(networkAgain(odd)).toBeNull()
})
