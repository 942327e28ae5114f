import { expect, it } from 'vitest'
import { parseNetworks } from './row.ts'

const bridge = {
  Name: 'app_default',
  Id: 'ab'.repeat(32),
  Created: '2026-11-25T08:00:00.123456789Z',
  Scope: 'local',
  Driver: 'bridge',
  EnableIPv6: true,
  IPAM: { Config: [{ Subnet: '172.20.0.0/16', Gateway: '172.20.0.1' }, { Subnet: 'fd00::/64' }, {}] },
  Internal: true,
  Labels: { 'com.docker.compose.project': 'app' },
  Options: null,
}

it('says of a network what it is, and who is in it', () => {
  const member = { id: 'c', name: 'web', state: 'running', ipv4: '172.20.0.2', ipv6: null } as const
  expect(parseNetworks([bridge], (name) => (name === 'app_default' ? [member] : []))).toEqual([
    {
      id: 'ab'.repeat(32),
      name: 'app_default',
      driver: 'bridge',
      scope: 'local',
      created: '2026-11-25T08:00:00.123Z',
      subnets: [
        { subnet: '172.20.0.0/16', gateway: '172.20.0.1' },
        { subnet: 'fd00::/64', gateway: null },
      ],
      ipv6: true,
      internal: true,
      attachable: false,
      labels: { 'com.docker.compose.project': 'app' },
      options: {},
      composeProject: 'app',
      builtIn: false,
      members: [member],
    },
  ])
})

it('knows the engine’s own, and leaves out what is no network', () => {
  const rows = parseNetworks(
    [{ Name: 'host', Id: 'h', Driver: 'host' }, { Name: 'nameless' }, null],
    () => [],
  )
  expect(rows).toMatchObject([{ name: 'host', builtIn: true, created: null, subnets: [] }])
  expect(parseNetworks({ message: 'no list' }, () => [])).toEqual([])
})
