import { expect, it } from 'vitest'
import type { PublishedPort } from '../../api/schema/containers.ts'
import { portRows } from './rows.ts'
import { mostBinds, wantedBinds } from './wanted.ts'

const port = (part: Partial<PublishedPort>): PublishedPort => ({
  hostIp: '0.0.0.0',
  hostPort: 8080,
  containerPort: 80,
  protocol: 'tcp',
  ...part,
})
const wanted = (ports: PublishedPort[], to: 'this-computer' | 'network' = 'this-computer'): string[] =>
  wantedBinds([{ ports }], to).binds.map((each) => `${each.host} ${each.port} > ${each.target}`)

it('carries what is published to everybody to both loopback addresses, and no further', () => {
  const both = [port({ hostIp: '::' }), port({ hostIp: '0.0.0.0' })]
  expect(wanted(both)).toEqual(['127.0.0.1 8080 > 127.0.0.1', '::1 8080 > 127.0.0.1'])
  expect(wanted([port({ hostIp: null })])).toEqual(wanted(both))
})

it('lets the network in only where the user has said so, and never to what is published to this computer', () => {
  expect(wanted([port({})], 'network')).toEqual(['0.0.0.0 8080 > 127.0.0.1', ':: 8080 > 127.0.0.1'])
  expect(wanted([port({ hostIp: '127.0.0.1' })], 'network')).toEqual(['127.0.0.1 8080 > 127.0.0.1'])
})

it('keeps an address of its own, and leads to what is published on IPv6 alone', () => {
  expect(wanted([port({ hostIp: '127.0.0.2' })])).toEqual(['127.0.0.2 8080 > 127.0.0.2'])
  expect(wanted([port({ hostIp: '::' })])).toEqual(['127.0.0.1 8080 > ::1', '::1 8080 > ::1'])
  expect(wanted([port({ hostIp: '10.0.2.15' })])).toEqual([
    '127.0.0.1 8080 > 10.0.2.15',
    '::1 8080 > 10.0.2.15',
  ])
})

it('leaves out what is only exposed, and what the guest makes up', () => {
  expect(
    wanted([
      port({ hostPort: null }),
      port({ hostPort: 0 }),
      port({ hostPort: 70_000 }),
      port({ hostPort: 80.5 }),
      port({ hostIp: 'example.com' }),
    ]),
  ).toEqual([])
})

it('does not take every port of the computer, and says which are left out', () => {
  const many = Array.from({ length: mostBinds }, (_, at) => port({ hostPort: 10_000 + at }))
  const { binds, leftOut } = wantedBinds([{ ports: many }], 'this-computer')
  expect(binds).toHaveLength(mostBinds)
  expect(leftOut).toHaveLength(mostBinds / 2)
  expect(portRows([], leftOut)[0]).toEqual({
    id: '12048/tcp',
    port: 12_048,
    protocol: 'tcp',
    answers: [],
    problem: { kind: 'too-many', address: '0.0.0.0:12048' },
  })
})

it('says of other protocols that they are not carried, once', () => {
  const udp = [port({ protocol: 'udp' }), port({ protocol: 'udp', hostIp: '::' })]
  const { binds, leftOut } = wantedBinds([{ ports: udp }], 'this-computer')
  expect(binds).toEqual([])
  expect(portRows([], leftOut)).toMatchObject([{ id: '8080/udp', problem: { kind: 'not-tcp' } }])
})

it('tells of a port what is wrong with it; that a computer has no IPv6 is nothing wrong', () => {
  const at = { port: 80, isOpen: true, trouble: null }
  expect(
    portRows(
      [
        { ...at, host: '127.0.0.1' },
        { ...at, host: '::1', isOpen: false, trouble: 'no-address' },
        { ...at, port: 81, host: '127.0.0.1' },
        { ...at, port: 81, host: '::1', isOpen: false, trouble: 'taken' },
        { ...at, port: 82, host: '127.0.0.9', isOpen: false, trouble: 'no-address' },
      ],
      [],
    ),
  ).toEqual([
    { id: '80/tcp', port: 80, protocol: 'tcp', answers: ['127.0.0.1:80'], problem: null },
    {
      id: '81/tcp',
      port: 81,
      protocol: 'tcp',
      answers: ['127.0.0.1:81'],
      problem: { kind: 'taken', address: '[::1]:81' },
    },
    {
      id: '82/tcp',
      port: 82,
      protocol: 'tcp',
      answers: [],
      problem: { kind: 'no-address', address: '127.0.0.9:82' },
    },
  ])
})
