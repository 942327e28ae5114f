import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ModuleTree, moduleName, parseDependencies } from './modules.ts'

const dep = [
  'kernel/fs/ext4/ext4.ko.gz: kernel/fs/jbd2/jbd2.ko.gz kernel/fs/mbcache.ko.gz kernel/lib/crc/crc16.ko.gz',
  'kernel/fs/jbd2/jbd2.ko.gz:',
  'kernel/fs/mbcache.ko.gz:',
  'kernel/lib/crc/crc16.ko.gz:',
  'kernel/drivers/char/hw_random/virtio-rng.ko.gz: kernel/drivers/char/hw_random/rng-core.ko.gz',
  'kernel/drivers/char/hw_random/rng-core.ko.gz:',
  'kernel/drivers/net/tun.ko.gz:',
].join('\n')

let root: string
let tree: ModuleTree
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth-modules-'))
  const dir = path.join(root, 'lib/modules/6.18.0-virt')
  for (const file of parseDependencies(dep).keys()) {
    await mkdir(path.join(dir, path.dirname(file)), { recursive: true })
    await writeFile(path.join(dir, file), gzipSync(`code of ${moduleName(file)}`))
  }
  await writeFile(path.join(dir, 'modules.dep'), dep)
  await writeFile(
    path.join(dir, 'modules.alias'),
    'alias fs-ext4 ext4\nalias devname:net/tun tun\nalias virtio:d00000004v* virtio_rng\n',
  )
  await writeFile(path.join(dir, 'modules.softdep'), 'softdep ext4 pre: crc32c\nsoftdep btrfs pre: sha256\n')
  await writeFile(path.join(dir, 'modules.builtin'), 'kernel/fs/binfmt_script.ko\n')
  await writeFile(path.join(dir, 'modules.symbols'), '')
  tree = await ModuleTree.open(root)
})
afterEach(() => rm(root, { recursive: true }))

describe('ModuleTree', () => {
  it('loads what a module needs before it', () => {
    expect(tree.loadOrder(['ext4', 'virtio_rng', 'ext4']).map(moduleName)).toEqual([
      'crc16',
      'mbcache',
      'jbd2',
      'ext4',
      'rng_core',
      'virtio_rng',
    ])
  })

  it('takes folders and single modules, with what they need', () => {
    expect(tree.under(['fs/ext4', 'drivers/net/tun']).map(moduleName).sort()).toEqual([
      'crc16',
      'ext4',
      'jbd2',
      'mbcache',
      'tun',
    ])
  })

  it('says which module is not there', () => {
    expect(() => tree.loadOrder(['hv_storvsc'])).toThrow('hv_storvsc is not among')
  })

  it('writes modules unpacked, and indexes of just them', async () => {
    const to = path.join(root, 'out')
    await tree.writeTo(to, tree.under(['fs/ext4']))
    const dir = path.join(to, 'lib/modules/6.18.0-virt')
    expect(await readFile(path.join(dir, 'kernel/fs/ext4/ext4.ko'), 'utf8')).toBe('code of ext4')
    expect(await readFile(path.join(dir, 'modules.alias'), 'utf8')).toBe('alias fs-ext4 ext4\n')
    expect(await readFile(path.join(dir, 'modules.softdep'), 'utf8')).toBe('softdep ext4 pre: crc32c\n')
    const index = await readFile(path.join(dir, 'modules.dep'), 'utf8')
    expect(index).toContain('kernel/fs/ext4/ext4.ko: kernel/fs/jbd2/jbd2.ko kernel/fs/mbcache.ko')
    expect(index).not.toContain('.gz')
    expect(index).not.toContain('tun')
  })

  it('refuses a root with two kernels', async () => {
    await mkdir(path.join(root, 'lib/modules/6.19.0-virt'))
    await expect(ModuleTree.open(root)).rejects.toThrow('exactly one kernel')
  })
})

describe('moduleName', () => {
  it.each([
    ['kernel/drivers/char/hw_random/virtio-rng.ko.gz', 'virtio_rng'],
    ['kernel/fs/ext4/ext4.ko', 'ext4'],
  ])('%s is %s', (file, name) => {
    expect(moduleName(file)).toBe(name)
  })
})
