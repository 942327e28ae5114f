import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makePackages } from '../../scripts/release/package.ts'
import { withStaging } from '../../scripts/release/rollout.ts'
import { stage } from '../../scripts/release/stage.ts'
import { standInElectron } from './stand-in-electron.ts'

/**
 * The deb, installed and removed on this very Debian, behind an overlay: what is written lands in a folder, where it can be
 * counted, and the computer stays as it is. Needs root. Its dependencies are not installed, only named.
 */
const run = promisify(execFile)
let work: string
let deb: string
const upper = (...names: string[]): string => path.join(work, 'upper', ...names)

/** Runs a script as root of the computer behind the overlay. */
async function behind(script: string): Promise<string> {
  const mounts = [
    `mount -t overlay overlay -o lowerdir=/,upperdir=${upper()},workdir=${work}/work ${work}/root`,
    `mount -t proc proc ${work}/root/proc`,
    `mount -t devtmpfs dev ${work}/root/dev`,
    // Nobody who really uses this computer is met there: what is removed would stop their machines.
    `mount -t tmpfs root ${work}/root/root`,
    `mount --bind ${work}/home ${work}/root/home`,
  ]
  const line = `${mounts.join(' && ')}; exec chroot ${work}/root sh -ec '${script}'`
  const { stdout } = await run('unshare', ['--mount', 'sh', '-ec', line], { maxBuffer: 1 << 26 })
  return stdout
}

/** The computer's own books, which it writes anew from what is installed. */
const computers = [
  /^var\/(lib\/dpkg|log|cache)\//,
  /^usr\/share\/mime\/(?!packages\/)/,
  /^usr\/share\/.*\/?(mimeinfo|icon-theme)\.cache$/,
  // A user that the tests make.
  /^etc\/(passwd|shadow|group|gshadow|subuid|subgid)-?$/,
  /^etc\/\.pwd\.lock$/,
]

/** What lies in the overlay, but for those books and folders that hold nothing. */
async function written(): Promise<string[]> {
  const entries = await readdir(upper(), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => path.relative(upper(), path.join(entry.parentPath, entry.name)))
    .filter((name) => !computers.some((pattern) => pattern.test(name)))
    .sort()
}

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'berth-deb-'))
  for (const name of ['upper', 'work', 'root', 'home']) await mkdir(path.join(work, name))
  const fpm = path.join(work, 'fpm')
  await writeFile(
    fpm,
    `#!/bin/sh\nexec ${process.execPath} ${path.join(import.meta.dirname, 'fpm.ts')} "$@"\n`,
  )
  await chmod(fpm, 0o755)
  process.env['CUSTOM_FPM_PATH'] = fpm
  await stage(() => undefined)
  const electronDist = await standInElectron(path.join(work, 'electron'))
  const env = { ...process.env, BERTH_UPDATE_URL: 'https://updates.berth.invalid/' }
  const made = await makePackages(['deb'], { electronDist, output: path.join(work, 'out') }, env)
  deb = made.find((file) => file.endsWith('.deb')) ?? ''
})
afterAll(() => rm(work, { recursive: true, force: true }))

test('it is small, and names what it needs', async () => {
  // Without Electron’s own files, of which the stand-in has none.
  expect((await stat(deb)).size).toBeLessThan(200_000_000)
  const { stdout } = await run('dpkg-deb', ['--field', deb, 'Package', 'Depends', 'Architecture'])
  expect(stdout).toMatch(/Package: berth/)
  expect(stdout).toMatch(/Depends: .*qemu-system-x86.*qemu-utils/)
})

test('beside it is what its predecessors look for, to be offered to as many as the release wants', async () => {
  const feed = await readFile(path.join(work, 'out', 'latest-linux.yml'), 'utf8')
  expect(parse(feed)).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    files: [{ url: path.basename(deb), size: (await stat(deb)).size, sha512: expect.any(String) as string }],
  })
  expect(parse(withStaging(feed, 10))).toMatchObject({ stagingPercentage: 10 })
})

test('installed, it is all there, its command in the PATH', async () => {
  await behind(`dpkg --install --force-depends ${deb}`)
  const files = await written()
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
  const strays = files.filter(
    (name) =>
      !/^(opt\/Berth\/|usr\/(bin\/berth(-desktop)?$|share\/(applications|icons|doc)\/)|etc\/alternatives\/berth-desktop$)/.test(
        name,
      ),
  )
  expect(strays).toEqual([])
  const entry = await readFile(upper('usr/share/applications/berth-desktop.desktop'), 'utf8')
  expect(entry).toMatch(/^Exec=\/opt\/Berth\/berth-desktop %U$/m)
  expect(entry).toMatch(/^MimeType=x-scheme-handler\/berth;$/m)
  expect(await behind('berth --version')).toMatch(/^berth \d/)
})

test('an upgrade leaves what its users have', async () => {
  await behind(
    'useradd --create-home somebody && runuser -u somebody -- berth path add && ' +
      'mkdir -p /home/somebody/.config/autostart /home/somebody/.berth/machine && ' +
      'echo > /home/somebody/.config/autostart/berth.desktop && ' +
      'echo containers > /home/somebody/.berth/machine/kept.txt && chmod 700 /home/somebody/.berth && ' +
      `chown -R somebody /home/somebody && dpkg --install --force-depends ${deb}`,
  )
  expect(await homeOf('somebody')).toEqual(expect.arrayContaining(traces))
})

test('removed, it leaves nothing but the data of its users', async () => {
  await behind('dpkg --remove --force-depends berth && dpkg --purge berth')
  // A deleted file of the overlay's own is gone; there must be no mark of a file that was deleted below, either.
  expect(await written()).toEqual([])
  const left = await homeOf('somebody')
  expect(left).toContain('.berth/machine/kept.txt')
  expect(left.filter((name) => traces.includes(name) || name.startsWith('.local/bin/'))).toEqual([])
})

/** What Berth has set up for a user outside of its home. */
const traces = ['.config/autostart/berth.desktop', '.local/bin/berth']

async function homeOf(user: string): Promise<string[]> {
  const dir = path.join(work, 'home', user)
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
}
