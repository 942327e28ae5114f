import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builderEnv, InstallerBuilder } from './nsis/installer.ts'
import { Wine } from './nsis/wine.ts'

/**
 * The real one-click installer, electron-builder's script with Berth's own part, compiled by Debian's NSIS and run by Debian's
 * Wine: installed, upgraded over an older one, uninstalled with the data kept and with the data deleted. In order.
 */
let work: string
let wine: Wine
let versions: { old: string; fresh: string }

const uninstallKeys = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
const runKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'
const programs = (): string => path.join(wine.user, 'AppData', 'Local', 'Programs', 'berth')
const data = (...names: string[]): string => path.join(wine.user, '.berth', ...names)

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'berth-nsis-'))
  wine = new Wine(path.join(work, 'wine'))
  Object.assign(process.env, builderEnv(work), wine.env)
  await wine.boot()
  const builder = new InstallerBuilder(work)
  await builder.prepare()
  versions = {
    old: await builder.build('1.0.0', { 'image.txt': 'the old image', 'only-old.txt': '' }),
    fresh: await builder.build('1.1.0', { 'image.txt': 'the new image', 'only-new.txt': '' }),
  }
})
afterAll(() => rm(work, { recursive: true, force: true }))

const uninstall = (...args: string[]): Promise<number> =>
  wine.run(path.join(programs(), 'Uninstall Berth.exe'), '/S', ...args)

test('it installs for one user, without a question', async () => {
  expect(await wine.run(versions.old, '/S')).toBe(0)
  const files = await wine.files(programs())
  expect(files).toEqual(
    expect.arrayContaining([
      'Berth.exe',
      'Uninstall Berth.exe',
      'resources/app.asar',
      'resources/bin/berth.cmd',
      'resources/image.txt',
    ]),
  )
  const entry = await wine.registry(uninstallKeys)
  expect(entry).toMatch(/DisplayName\s+REG_SZ\s+Berth 1\.0\.0/)
  expect(entry).toMatch(/QuietUninstallString/)
  expect(await wine.registry(uninstallKeys.replace('HKCU', 'HKLM'))).not.toMatch(/Berth/)
})

test('a newer one takes its place, stops the machine first, and leaves the data', async () => {
  await mkdir(data('machine'), { recursive: true })
  await writeFile(data('machine', 'data.qcow2'), 'containers')
  expect(await wine.run(versions.fresh, '/S')).toBe(0)
  const files = await wine.files(programs())
  expect(files).toContain('resources/only-new.txt')
  expect(files).not.toContain('resources/only-old.txt')
  expect(await readFile(path.join(programs(), 'resources', 'image.txt'), 'utf8')).toBe('the new image')
  const entry = await wine.registry(uninstallKeys)
  expect(entry).toMatch(/DisplayName\s+REG_SZ\s+Berth 1\.1\.0/)
  expect(entry).not.toMatch(/1\.0\.0/)
  expect(await readFile(path.join(wine.user, 'asked.txt'), 'utf8')).toBe('stop\r\n')
  expect(await wine.files(data())).toEqual(['machine/data.qcow2'])
})

test('uninstalled, it leaves the data and nothing else', async () => {
  await wine.addValue(runKey, 'app.berth.Berth', 'Berth.exe --hidden')
  expect(await uninstall()).toBe(0)
  expect(await wine.files(programs())).toEqual([])
  expect((await wine.registry(uninstallKeys)) ?? '').not.toMatch(/Berth/)
  expect((await wine.registry(runKey)) ?? '').not.toMatch(/Berth/)
  expect(await readFile(path.join(wine.user, 'asked.txt'), 'utf8')).toBe(
    'stop\r\nuninstall --yes --keep-data\r\n',
  )
  expect(await wine.files(data())).toEqual(['machine/data.qcow2'])
  const links = (await wine.files(wine.user)).filter((name) => /berth.*\.lnk$|berth-updater/i.test(name))
  expect(links).toEqual([])
})

test('asked to, it deletes the data, too', async () => {
  expect(await wine.run(versions.fresh, '/S')).toBe(0)
  expect(await wine.files(data())).toEqual(['machine/data.qcow2'])
  expect(await uninstall('--delete-app-data')).toBe(0)
  expect(await wine.files(data())).toEqual([])
  expect(await wine.files(programs())).toEqual([])
  expect(await readFile(path.join(wine.user, 'asked.txt'), 'utf8')).toMatch(
    /uninstall --yes --delete-data\r\n$/,
  )
})
