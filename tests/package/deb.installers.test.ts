import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { withStaging } from '../../scripts/release/rollout.ts'
import { isStray, Overlay, traces, useAs } from './overlay.ts'

/** The deb, installed and removed on this very Debian, behind an overlay. Its dependencies are not installed, only named. */
const run = promisify(execFile)
let computer: Overlay
let deb: string

beforeAll(async () => {
  computer = await Overlay.make()
  deb = (await computer.packages('deb')).find((file) => file.endsWith('.deb')) ?? ''
})
afterAll(() => computer.remove())

test('it is small, and names what it needs', async () => {
  // Without Electron’s own files, of which the stand-in has none.
  expect((await stat(deb)).size).toBeLessThan(200_000_000)
  const { stdout } = await run('dpkg-deb', ['--field', deb, 'Package', 'Depends', 'Architecture'])
  expect(stdout).toMatch(/Package: berth/)
  expect(stdout).toMatch(/Depends: .*qemu-system-x86.*qemu-utils/)
})

test('beside it is what its predecessors look for, to be offered to as many as the release wants', async () => {
  const feed = await readFile(path.join(computer.dir, 'out', 'latest-linux.yml'), 'utf8')
  expect(parse(feed)).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    files: [{ url: path.basename(deb), size: (await stat(deb)).size, sha512: expect.any(String) as string }],
  })
  expect(parse(withStaging(feed, 10))).toMatchObject({ stagingPercentage: 10 })
})

test('installed, it is all there, its command in the PATH', async () => {
  await computer.behind(`dpkg --install --force-depends ${deb}`)
  const files = await computer.written()
  expect(files).toEqual(
    expect.arrayContaining([
      'opt/Berth/berth-desktop',
      'opt/Berth/resources/app.asar',
      'opt/Berth/resources/image/root.erofs',
      'usr/bin/berth',
      'usr/share/applications/berth-desktop.desktop',
      'usr/share/icons/hicolor/256x256/apps/berth-desktop.png',
    ]),
  )
  expect(files.filter(isStray)).toEqual([])
  const entry = await readFile(computer.upper('usr/share/applications/berth-desktop.desktop'), 'utf8')
  expect(entry).toMatch(/^Exec=\/opt\/Berth\/berth-desktop %U$/m)
  expect(entry).toMatch(/^MimeType=x-scheme-handler\/berth;$/m)
  expect(await computer.behind('berth --version')).toMatch(/^berth \d/)
})

test('an upgrade leaves what its users have', async () => {
  await computer.behind(`${useAs('somebody')} && dpkg --install --force-depends ${deb}`)
  expect(await computer.homeOf('somebody')).toEqual(expect.arrayContaining(traces))
})

test('removed, it leaves nothing but the data of its users', async () => {
  await computer.behind('dpkg --remove --force-depends berth && dpkg --purge berth')
  // A deleted file of the overlay's own is gone; there must be no mark of a file that was deleted below, either.
  expect(await computer.written()).toEqual([])
  const left = await computer.homeOf('somebody')
  expect(left).toContain('.berth/machine/kept.txt')
  expect(left.filter((name) => traces.includes(name) || name.startsWith('.local/bin/'))).toEqual([])
})
