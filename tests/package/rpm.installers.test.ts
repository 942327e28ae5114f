import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isStray, Overlay, traces, useAs } from './overlay.ts'

/**
 * The rpm, installed, upgraded and removed by rpm itself, on Debian behind an overlay. Its dependencies, which are
 * Fedora's names, are only named.
 */
const run = promisify(execFile)
let computer: Overlay
let rpm: string
/** Debian's rpm has to be told that it is meant, and where a computer's books of packages are. */
const books = '--dbpath /var/lib/rpm'
const rpmOf = (args: string): string => `rpm ${books} --force-debian --nodeps ${args}`

beforeAll(async () => {
  computer = await Overlay.make()
  rpm = (await computer.packages('rpm')).find((file) => file.endsWith('.rpm')) ?? ''
})
afterAll(() => computer.remove())

test('it names what it needs, and owns its folder', async () => {
  const { stdout: needs } = await run('rpm', ['--query', '--package', '--requires', rpm])
  expect(needs.split('\n')).toEqual(expect.arrayContaining(['qemu-kvm', 'qemu-img', 'gtk3']))
  const { stdout: files } = await run('rpm', ['--query', '--package', '--list', rpm])
  const names = files.split('\n')
  const owned = ['/opt/Berth', '/opt/Berth/resources/image', '/usr/bin/berth']
  expect(owned.filter((name) => !names.includes(name))).toEqual([])
  // These belong to the system.
  expect(names.filter((name) => ['/usr', '/usr/bin', '/opt'].includes(name))).toEqual([])
})

test('installed, it is all there, its commands in the PATH', async () => {
  await computer.behind(rpmOf(`--install ${rpm}`))
  const files = await computer.written()
  expect(files).toEqual(
    expect.arrayContaining([
      'opt/Berth/berth-desktop',
      'opt/Berth/resources/image/root.erofs',
      'usr/bin/berth',
      'usr/bin/berth-desktop',
      'usr/share/applications/berth-desktop.desktop',
    ]),
  )
  expect(files.filter(isStray)).toEqual([])
  expect(await computer.behind('berth --version')).toMatch(/^berth \d/)
})

test('an upgrade leaves its commands in the PATH, and what its users have', async () => {
  await computer.behind(`${useAs('somebody')} && ${rpmOf(`--upgrade ${rpm.replace(/\.rpm$/, '.next.rpm')}`)}`)
  expect(await computer.behind(`rpm ${books} --query berth`)).toMatch(/^berth-9\.9\.9-1/)
  expect(await computer.homeOf('somebody')).toEqual(expect.arrayContaining(traces))
  expect(await computer.behind('berth --version')).toMatch(/^berth \d/)
  // The old version's script ends an upgrade, after that of the new one.
  expect(await readlink(computer.upper('usr/bin/berth-desktop'))).toMatch(/berth-desktop$/)
})

test('removed, it leaves nothing but the data of its users', async () => {
  await computer.behind(rpmOf('--erase berth'))
  expect(await computer.written()).toEqual([])
  expect(existsSync(computer.upper('opt/Berth'))).toBe(false)
  const left = await computer.homeOf('somebody')
  expect(left).toContain('.berth/machine/kept.txt')
  expect(left.filter((name) => traces.includes(name) || name.startsWith('.local/bin/'))).toEqual([])
})
