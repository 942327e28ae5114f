import { expect, it } from 'vitest'
import { nameOf, noTimes, parseRows, stateOf } from './row.ts'
import { parseStatus } from './status.ts'

const id = 'ab'.repeat(32)

/** As the engine (API 1.56) lists a container. */
const listed = {
  Id: id,
  Names: ['/other/db', '/web'],
  Image: 'nginx:1.29',
  ImageID: `sha256:${'cd'.repeat(32)}`,
  Command: 'nginx -g daemon',
  Created: 1_785_585_600,
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 443, Type: 'tcp' },
    { IP: '127.0.0.1', PrivatePort: 53, PublicPort: 5353, Type: 'udp' },
  ],
  Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'front' },
  Mounts: [
    { Type: 'volume', Name: 'data', Destination: '/data' },
    { Type: 'volume', Name: 'data', Destination: '/again' },
    { Type: 'bind', Source: '/src', Destination: '/app' },
  ],
  NetworkSettings: {
    Networks: {
      app_default: { IPAddress: '172.20.0.2', GlobalIPv6Address: '' },
      far: { IPAddress: '', GlobalIPv6Address: 'fd00::2' },
    },
  },
  State: 'running',
  Status: 'Up 3 minutes (healthy)',
  Health: { Status: 'healthy', FailingStreak: 0 },
}

it('makes a row of what the engine lists', () => {
  const times = { startedAt: '2026-08-01T12:00:00.000Z', finishedAt: null }
  expect(parseRows([listed], (of) => (of === id ? times : noTimes))).toEqual([
    {
      id,
      name: 'web',
      image: 'nginx:1.29',
      imageId: listed.ImageID,
      command: 'nginx -g daemon',
      state: 'running',
      health: 'healthy',
      exitCode: null,
      created: 1_785_585_600,
      ...times,
      ports: [
        { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { hostIp: '::', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { hostIp: null, hostPort: null, containerPort: 443, protocol: 'tcp' },
        { hostIp: '127.0.0.1', hostPort: 5353, containerPort: 53, protocol: 'udp' },
      ],
      composeProject: 'shop',
      composeService: 'front',
      labels: listed.Labels,
      volumes: ['data'],
      networks: [
        { name: 'app_default', ipv4: '172.20.0.2', ipv6: null },
        { name: 'far', ipv4: null, ipv6: 'fd00::2' },
      ],
    },
  ])
})

it('does with no more than an id, and leaves out what has none', () => {
  const rows = parseRows([{ Id: id }, { Id: '../x' }, null, 'web', { Names: ['/web'] }], () => noTimes)
  expect(rows.map((row) => row.name)).toEqual(['abababababab'])
  expect(rows[0]).toMatchObject({ state: 'dead', health: 'none', ports: [], composeProject: null })
  expect(parseRows({ message: 'no' }, () => noTimes)).toEqual([])
})

it('shows nothing that Berth made for itself', () => {
  expect(parseRows([{ Id: id, Labels: { 'berth.helper': 'data' } }], () => noTimes)).toEqual([])
})

it('keeps strings and ports of a hostile engine within bounds', () => {
  const hostile = {
    ...listed,
    Names: [`/${'n'.repeat(100_000)}`],
    Command: 'c'.repeat(100_000),
    Ports: Array.from({ length: 65_535 }, (_, PrivatePort) => ({ PrivatePort, Type: 'tcp' })),
    Labels: { 'com.docker.compose.project': 'p'.repeat(100_000) },
  }
  expect(JSON.stringify(parseRows([hostile], () => noTimes)).length).toBeLessThan(100_000)
  const labels = Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [`l${at}`, 'v'.repeat(9000)]))
  expect(JSON.stringify(parseRows([{ ...listed, Labels: labels }], () => noTimes)).length).toBeLessThan(
    20_000,
  )
  expect(parseRows([{ ...listed, Ports: [{ PrivatePort: 70_000 }, 'x'] }], () => noTimes)[0]?.ports).toEqual(
    [],
  )
})

it('tells a state that it does not know by whether the container is up', () => {
  expect(stateOf('paused', 'Up 3 minutes (Paused)')).toBe('paused')
  expect(stateOf('stopping', 'Up 3 minutes')).toBe('running')
  expect(stateOf('vanished', 'Gone')).toBe('dead')
})

it('takes the own name of a container, not an alias', () => {
  expect(nameOf(['/a/b', '/own'], id)).toBe('own')
  expect(nameOf(['/a/b'], id)).toBe('a/b')
  expect(nameOf([], id)).toBe('abababababab')
})

it.each([
  ['Exited (137) 3 minutes ago', 137, 'none'],
  ['Restarting (1) 5 seconds ago', 1, 'none'],
  ['Up 3 minutes (unhealthy)', null, 'unhealthy'],
  ['Up 2 seconds (health: starting)', null, 'starting'],
  ['Up 2 hours (healthy)', null, 'healthy'],
  ['Created', null, 'none'],
  ['Exited (99999999999999) ago', null, 'none'],
])('reads %j', (status, exitCode, health) => {
  expect(parseStatus(status)).toEqual({ exitCode, health })
})
