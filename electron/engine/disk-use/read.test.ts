import { expect, test } from 'vitest'
import { readDiskUse } from './read.ts'

const item = {
  ID: 'abc',
  ' Parents': ['x'],
  Type: 'regular',
  Description: 'mount / from exec /bin/sh -c make',
  InUse: false,
  Shared: true,
  Size: 827_392,
  CreatedAt: '2026-01-02T03:04:05.6Z',
  LastUsedAt: '2026-01-03T03:04:05.6Z',
  UsageCount: 3,
}

test('the cache is read from the answer of engines new and old; what is none is left out', () => {
  const entry = { id: 'abc', parents: ['x'], bytes: 827_392, shared: true, inUse: false, uses: 3 }
  expect(readDiskUse('cache', { BuildCacheUsage: { Items: [item] } })?.items).toMatchObject([entry])
  expect(readDiskUse('cache', { BuildCache: [item, { ID: 1 }, null] })?.items).toMatchObject([entry])
  for (const none of [{ BuildCache: null }, { BuildCacheUsage: {} }])
    expect(readDiskUse('cache', none)?.items).toEqual([])
  expect(readDiskUse('cache', 'nothing')).toBeNull()
})

test('volumes: a size that a driver does not tell is not known; labels mark those to be spared', () => {
  const volume = (Name: string, more: object): object => ({ Name, Driver: 'local', ...more })
  const Volumes = [
    volume('data', { UsageData: { Size: 12, RefCount: 0 }, Labels: { 'berth.keep': '' } }),
    volume('far', { UsageData: { Size: -1, RefCount: -1 } }),
    volume('none', {}),
    null,
  ]
  for (const answer of [{ Volumes }, { VolumeUsage: { Items: Volumes } }])
    expect(readDiskUse('volumes', answer)?.items.map(({ id, bytes, keep }) => [id, bytes, keep])).toEqual([
      ['data', 12, true],
      ['far', null, false],
      ['none', null, false],
    ])
})

test('a label far behind a hundred others spares a container all the same; helpers of ours are not told', () => {
  const Labels = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`a${n}`, '']))
  const one = (id: string, more: object): object => ({
    Id: id.repeat(64),
    Names: ['/x'],
    State: 'exited',
    ...more,
  })
  const answer = {
    Containers: [
      one('a', { Labels: { ...Labels, 'berth.keep': '1' }, SizeRw: 7 }),
      one('b', {}),
      one('c', { Labels: { 'berth.helper': '' } }),
    ],
  }
  expect(readDiskUse('containers', answer)?.items.map(({ id, keep, bytes }) => [id[0], keep, bytes])).toEqual(
    [
      ['a', true, 7],
      ['b', false, 0],
    ],
  )
})
