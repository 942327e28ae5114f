import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { debugfsScript } from './stock.ts'

let tree: string
beforeEach(async () => {
  tree = await mkdtemp(path.join(os.tmpdir(), 'berth-stock test-'))
})
afterEach(() => rm(tree, { recursive: true }))

it('puts folders before files, keeps modes and links, and enables the services', async () => {
  await mkdir(path.join(tree, 'etc/init.d'), { recursive: true })
  await writeFile(path.join(tree, 'etc/init.d/docker'), '#!/sbin/openrc-run\n')
  await chmod(path.join(tree, 'etc/init.d/docker'), 0o755)
  await symlink('nft', path.join(tree, 'etc/link'))
  const lines = debugfsScript(tree).split('\n')
  expect(lines.indexOf('mkdir /etc/init.d')).toBeGreaterThan(lines.indexOf('mkdir /etc'))
  const write = lines.indexOf(`write "${tree}/etc/init.d/docker" /etc/init.d/docker`)
  expect(write).toBeGreaterThan(lines.indexOf('mkdir /etc/init.d'))
  expect(lines).toContain('set_inode_field /etc/init.d/docker mode 0100755')
  expect(lines).toContain('symlink /etc/link nft')
  expect(lines).toContain('symlink /etc/runlevels/default/docker /etc/init.d/docker')
  expect(lines).toContain('rm /etc/runlevels/boot/quicksand-guest-agent')
})
