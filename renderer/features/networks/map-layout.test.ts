import { expect, it } from 'vitest'
import { containerRow, networkRow } from '../../../tests/fakes/rows.ts'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { planOf } from './map-layout.ts'

const network = (name: string, members: number, part: Partial<NetworkRow> = {}): NetworkRow =>
  networkRow(name, {
    members: Array.from({ length: members }, (_, at) => ({
      id: String(at),
      name: String(at),
      state: 'running',
      ipv4: null,
      ipv6: null,
    })),
    ...part,
  })
const container = (name: string, ...networks: string[]): ReturnType<typeof containerRow> =>
  containerRow(1, {
    id: name,
    name,
    networks: networks.map((each) => ({ name: each, ipv4: '10.0.0.2', ipv6: null })),
  })

it('puts those who share a network together, the engine’s own networks last', () => {
  const plan = planOf(
    [network('bridge', 1, { builtIn: true }), network('front', 2), network('back', 3), network('idle', 0)],
    [
      container('db', 'back'),
      container('hello', 'bridge'),
      container('proxy', 'front'),
      container('app', 'back', 'front'),
    ],
  )
  expect(plan.lines.map(({ network, from, to }) => [network.name, from, to])).toEqual([
    ['back', 0, 1],
    ['front', 0, 2],
    ['bridge', 3, 3],
  ])
  expect(plan.rows.map(({ container, at }) => [container.name, ...at])).toEqual([
    ['app', '10.0.0.2', '10.0.0.2', null],
    ['db', '10.0.0.2', null, null],
    ['proxy', null, '10.0.0.2', null],
    ['hello', null, null, '10.0.0.2'],
  ])
})

it('leaves out who is in no network, and those that nobody is in', () => {
  expect(planOf([network('idle', 0)], [container('alone')])).toEqual({ lines: [], rows: [] })
})
