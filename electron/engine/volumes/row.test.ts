import { expect, it } from 'vitest'
import { parseVolumes } from './row.ts'

const volume = (part: object): object => ({
  Name: 'data',
  Driver: 'local',
  Mountpoint: '/var/lib/docker/volumes/data/_data',
  CreatedAt: '2026-11-25T07:33:33Z',
  Labels: null,
  Options: null,
  Scope: 'local',
  ...part,
})

it('reads a list, and leaves out what is no volume', () => {
  const users = (name: string) => (name === 'data' ? [{ id: 'c1', name: 'web', running: true }] : [])
  const rows = parseVolumes(
    { Volumes: [volume({}), 7, { Name: '' }, volume({ Name: 'b', CreatedAt: 'x' })] },
    users,
  )
  expect(rows.map(({ id, created, usedBy }) => [id, created, usedBy.length])).toEqual([
    ['data', '2026-11-25T07:33:33.000Z', 1],
    ['b', null, 0],
  ])
  expect(parseVolumes(null, users)).toEqual([])
})

it('knows a volume that nobody named, and clips what the guest makes up', () => {
  const Labels = { 'com.docker.volume.anonymous': '', long: 'x'.repeat(10_000) }
  const [row] = parseVolumes({ Volumes: [volume({ Labels })] }, () => [])
  expect(row?.anonymous).toBe(true)
  expect(Object.keys(row?.labels ?? {})).toEqual(['long'])
  expect(row?.labels['long']?.length).toBeLessThan(5000)
})
