import { expect, it } from 'vitest'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { sumOf } from './sizes.ts'
import { volumeCommands, volumeName, volumeText } from './words.ts'

const row = (part: Partial<VolumeRow> = {}): VolumeRow => ({
  id: 'data',
  driver: 'local',
  mountpoint: '',
  created: null,
  labels: {},
  options: {},
  anonymous: false,
  usedBy: [],
  ...part,
})

it('calls a made-up name by its first twelve digits', () => {
  expect(volumeName(row({ id: 'ab'.repeat(32) }))).toBe('abababababab')
  expect(volumeName(row())).toBe('data')
})

it('is found by name, label, user, and by being unused', () => {
  const text = volumeText(
    row({ labels: { team: 'Shop' }, usedBy: [{ id: 'c', name: 'web', running: true }] }),
  )
  for (const word of ['data', 'team=shop', 'web', ' used']) expect(text).toContain(word)
  expect(volumeText(row({ anonymous: true }))).toContain('unused anonymous')
})

it('writes command lines that a shell reads back', () => {
  expect(volumeCommands.create('a', 'nfs', { o: 'x y' }, { k: 'v' })).toBe(
    "docker volume create --driver nfs --opt 'o=x y' --label k=v a",
  )
  expect(volumeCommands.backup('a', false)).toBe(
    'docker run --rm -v a:/volume:ro busybox tar -c -C /volume . > a.tar',
  )
})

it('adds sizes up, unless one is not known', () => {
  expect(sumOf(['a', 'b'], { a: 1, b: 2 })).toBe(3)
  expect(sumOf(['a', 'c'], { a: 1 })).toBeNull()
})
