import { expect, test } from 'vitest'
import { machineSettings } from '../../tests/fakes/driver.ts'
import type { Capabilities } from './driver.ts'
import { missingFolders, shareLines, suspendOf } from './shares.ts'

const qemu: Capabilities = {
  suspend: 'to-disk',
  accelerators: ['tcg'],
  shares: { filesystem: '9p', suspend: false },
  rosetta: false,
}

test('the guest is told file system, tag and path of each folder', () => {
  const settings = { sharedFolders: ['/home/Zoë W', '/srv/b  b'] }
  expect(shareLines(settings, { filesystem: '9p', suspend: false })).toBe(
    '9p share0 /home/Zoë W\n9p share1 /srv/b  b\n',
  )
})

test('what can be suspended depends on the folders where the driver says so', () => {
  const some = { ...machineSettings, sharedFolders: ['/home/me'] }
  expect(suspendOf(qemu, machineSettings)).toBe('to-disk')
  expect(suspendOf(qemu, some)).toBe(false)
  expect(suspendOf({ ...qemu, shares: { filesystem: 'virtiofs', suspend: true } }, some)).toBe('to-disk')
  expect(suspendOf({ ...qemu, suspend: 'in-memory', shares: null }, some)).toBe('in-memory')
})

test('folders are missing that are not there, or are files', async () => {
  const here = import.meta.dirname
  expect(await missingFolders([here, `${here}/none`, import.meta.filename])).toEqual([
    `${here}/none`,
    import.meta.filename,
  ])
})
