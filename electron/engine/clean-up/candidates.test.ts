import { expect, test } from 'vitest'
import { everythingGoes as all, networkRow as network } from '../../../tests/fakes/rows.ts'
import { whatGoes, withoutNeeded } from '../../api/schema/clean-up.ts'
import type { MeasuredCache, MeasuredContainer, MeasuredImage } from '../disk-use/read.ts'
import { candidatesOf, type Held } from './candidates.ts'

const container = (id: string, change: Partial<MeasuredContainer> = {}): MeasuredContainer => ({
  id,
  name: id,
  image: 'app',
  imageId: 'image',
  state: 'exited',
  created: 1_700_000_000,
  volumes: [],
  networks: [],
  bytes: 10,
  keep: false,
  ...change,
})
const image = (id: string, change: Partial<MeasuredImage> = {}): MeasuredImage => ({
  id,
  tags: [`${id}:1`],
  digests: [],
  created: 1_700_000_000,
  bytes: 100,
  sharedBytes: 40,
  containers: 0,
  keep: false,
  ...change,
})
const piece = (id: string, change: Partial<MeasuredCache> = {}): MeasuredCache => ({
  id,
  parents: [],
  type: 'regular',
  description: id,
  bytes: 5,
  inUse: false,
  shared: false,
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: null,
  uses: 1,
  keep: false,
  ...change,
})
const held = (change: Partial<Held>): Held => ({
  images: [],
  containers: [],
  volumes: [],
  cache: [],
  networks: [],
  usersOfName: new Map(),
  since: null,
  ...change,
})
const ids = (of: Held, choice = all, spared?: ReadonlySet<string>): string[] =>
  whatGoes(candidatesOf(of).candidates, choice, Date.parse('2026-01-02T00:00:00Z'), spared).map(
    ({ id }) => id,
  )

test('a stopped container takes along what only it held, unless it is spared', () => {
  const all = held({
    containers: [container('a', { networks: ['net'], volumes: ['data'] })],
    images: [image('image', { containers: 1 })],
    networks: [network('net'), network('bridge', { builtIn: true }), network('swarm', { scope: 'swarm' })],
    volumes: [{ id: 'data', bytes: 1, keep: false, created: null, anonymous: false, labels: {} }],
  })
  expect(ids(all)).toEqual(['a', 'net', 'data', 'image'])
  expect(ids(all, undefined, new Set(['containers:a']))).toEqual([])
})

test('what a running or a kept container holds is not among what could go', () => {
  for (const change of [{ state: 'running' }, { state: 'paused' }, { keep: true }] as const)
    expect(
      ids(
        held({
          containers: [
            container('a', { networks: ['net'], ...change }),
            container('b', { networks: ['net'] }),
          ],
          images: [image('image', { containers: 2 })],
          networks: [network('net')],
        }),
      ),
    ).toEqual(['b'])
})

test('the label keeps each kind, and is counted', () => {
  const kept = held({
    containers: [container('a', { keep: true, imageId: 'other' })],
    images: [image('image', { keep: true })],
    networks: [network('net', { labels: { 'berth.keep': '' } })],
    volumes: [{ id: 'data', bytes: 1, keep: true, created: null, anonymous: true, labels: {} }],
  })
  expect(candidatesOf(kept)).toMatchObject({ candidates: [], kept: 4 })
})

test('images: the narrow choice takes nameless ones; a name that a container was made from is held by it', () => {
  const images = [
    image('named'),
    image('dangling', { tags: [] }),
    image('digest', { tags: [], digests: ['d@x'] }),
  ]
  expect(ids(held({ images }), { ...all, images: 'narrow' })).toEqual(['dangling'])
  const usersOfName = new Map([['named:1', ['runs']]])
  expect(ids(held({ images, usersOfName, containers: [container('runs', { state: 'running' })] }))).toEqual([
    'dangling',
    'digest',
  ])
  // Held by a container that no list shows: one of Berth's own.
  expect(ids(held({ images: [image('image', { containers: 1 })] }))).toEqual([])
})

test('a piece of the cache stays while one that was built on it does', () => {
  const cache = [
    piece('base'),
    piece('step', { parents: ['base'] }),
    piece('shared', { parents: ['step'], shared: true }),
  ]
  expect(ids(held({ cache }), { ...all, cache: 'narrow' })).toEqual([])
  expect(ids(held({ cache }))).toEqual(['base', 'step', 'shared'])
  const lone = [
    piece('old'),
    piece('young', { lastUsedAt: '2026-01-01T23:30:00Z' }),
    piece('used', { inUse: true }),
  ]
  expect(ids(held({ cache: lone }), { ...all, cacheUnusedHours: 1 })).toEqual(['old'])
  expect(candidatesOf(held({ cache })).cacheBytes).toBe(10)
})

test('an age that was asked for and could not be told is not known', () => {
  const [asked] = candidatesOf(held({ images: [image('image')], since: new Map() })).candidates
  const [unasked] = candidatesOf(held({ images: [image('image')] })).candidates
  expect(asked?.since).toBeNull()
  expect(unasked?.since).toBe('2023-11-14T22:13:20.000Z')
})

test('of one kind only that is told: what a stopped container holds can’t go without it', () => {
  const both = held({
    containers: [container('a')],
    images: [image('image', { containers: 1 }), image('free')],
    cache: [piece('step')],
  })
  const { candidates } = candidatesOf(both, ['images'])
  expect(candidates.map(({ id }) => id)).toEqual(['image', 'free'])
  expect(whatGoes(candidates, all, 0).map(({ id }) => id)).toEqual(['free'])
  expect(candidatesOf(both, ['containers']).candidates).toMatchObject([{ id: 'a', madeFrom: 'app' }])
})

test('what is needed stays through a chain of needs', () => {
  const one = (id: string, ...neededBy: string[]) => ({
    ...({
      kind: 'cache',
      id,
      name: id,
      tags: [],
      madeFrom: '',
      bytes: 1,
      narrow: true,
      created: null,
      since: null,
    } as const),
    neededBy,
  })
  expect(
    withoutNeeded([one('a', 'b'), one('b', 'c'), one('c', 'gone'), one('d')]).map(({ id }) => id),
  ).toEqual(['d'])
})
