import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { imageManifestSchema } from '../../electron/machine/image/manifest.ts'
import { BerthHome } from '../../scripts/lib/berth-home.ts'
import { parts } from '../../scripts/release/layout.ts'
import { packaged, updateUrl, type Packaged } from './packaged.ts'

/** A package of this system as it would be installed, but for Electron's own files: looked at, then used. */
let berth: Packaged
let asar: string
let inAsar: string[]

beforeAll(async () => {
  berth = await packaged()
  asar = path.join(berth.resources, 'app.asar')
  inAsar = listPackage(asar, { isPack: false })
    .filter((name) => !('files' in statFile(asar, name.slice(1))))
    .map((name) => name.slice(1))
})
afterAll(() => berth.remove())

const inResources = async (...names: string[]): Promise<string[]> =>
  (await readdir(path.join(berth.resources, ...names), { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(berth.resources, path.join(entry.parentPath, entry.name)))

describe('the ASAR', () => {
  test('holds the application, and nothing else', () => {
    const known = [
      /^package\.json$/,
      /^(main|host)\.js$/,
      /^preload\.cjs$/,
      /^installation\.json$/,
      /^tray\/[a-z]+(Template)?(@2x)?\.png$/i,
      /^renderer\/(index\.html|icon\.svg)$/,
      /^renderer\/assets\/[^/]+\.(js|css|woff2?|svg|png)$/,
      /^node_modules\/ssh2\/(index\.js|package\.json|LICENSE)$/,
    ]
    expect(inAsar.filter((name) => !known.some((pattern) => pattern.test(name)))).toEqual([])
    for (const name of [
      'package.json',
      'main.js',
      'host.js',
      'installation.json',
      'renderer/index.html',
      'tray/running.png',
    ])
      expect(inAsar).toContain(name)
  })

  test('has no source, no map, and no path of the computer that built it', () => {
    expect(inAsar.filter((name) => /\.(map|tsx?)$/.test(name))).toEqual([])
    const built = path.resolve(import.meta.dirname, '../..')
    for (const name of inAsar.filter((each) => /\.(c?js|json|html|css)$/.test(each))) {
      const text = extractFile(asar, name).toString('latin1')
      expect(text.includes(built), `${name} names ${built}`).toBe(false)
      expect(text.includes(os.homedir() + '/'), `${name} names the home of who built it`).toBe(false)
    }
  })

  test('is small: below 15 MB', async () => {
    expect((await stat(asar)).size).toBeLessThan(15_000_000)
  })
})

describe('beside it', () => {
  test('are the parts, and nothing else', async () => {
    expect((await readdir(berth.resources)).sort()).toEqual(['app.asar', 'app-update.yml', ...parts].sort())
    expect(await inResources('bin')).toEqual(
      expect.arrayContaining(['bin/berth', 'bin/docker', 'bin/berth.cmd', 'bin/docker.cmd']),
    )
    expect((await inResources('tools')).sort()).toEqual([
      'tools/docker',
      'tools/docker-buildx',
      'tools/docker-compose',
      'tools/manifest.json',
    ])
    expect((await inResources('command')).filter((name) => /\.(map|tsx?)$/.test(name))).toEqual([])
    expect(await inResources('command')).toContain('command/node_modules/ssh2/index.js')
  })

  test('is where it looks for updates', async () => {
    const feed = parse(await readFile(path.join(berth.resources, 'app-update.yml'), 'utf8')) as object
    expect(feed).toEqual({ provider: 'generic', url: updateUrl, updaterCacheDirName: 'berth-updater' })
  })

  test('is a whole image', async () => {
    const text = await readFile(path.join(berth.resources, 'image', 'manifest.json'), 'utf8')
    const { files } = imageManifestSchema.parse(JSON.parse(text))
    for (const file of [files.kernel, files.initramfs, files.root])
      expect((await stat(path.join(berth.resources, 'image', file.name))).size).toBe(file.bytes)
  })

  test('everybody may read it, and run what is run', async () => {
    for (const name of ['image/root.erofs', 'image/kernel', 'command/host.js', 'tools/manifest.json'])
      expect((await stat(path.join(berth.resources, name))).mode & 0o044, name).toBe(0o044)
    for (const name of ['bin/berth', 'bin/docker', 'runtime/node', 'tools/docker', 'tools/docker-compose'])
      expect((await stat(path.join(berth.resources, name))).mode & 0o055, name).toBe(0o055)
  })
})

/** The digits 0 and 1, as they stand in the executable. */
const burnt = { off: 0x30, on: 0x31 }

test('the fuses are burnt', async () => {
  const wire = await getCurrentFuseWire(berth.executable)
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ]
  for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(burnt.off)
  for (const fuse of on) expect(wire[fuse], FuseV1Options[fuse]).toBe(burnt.on)
})

test('of languages, those of the page stay', async () => {
  expect((await readdir(path.join(berth.dir, 'locales'))).sort()).toEqual(['de.pak', 'en-US.pak'])
})

test('its main process runs: it shows the packaged page, starts the packaged host, and has its updater look', async () => {
  const work = await mkdtemp(path.join(os.tmpdir(), 'berth-main-'))
  const app = path.join(work, 'app')
  extractAll(asar, app)
  const program = path.join(import.meta.dirname, 'packaged-main.ts')
  const args = [program, app, berth.resources, path.join(work, 'home')]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 })
  expect(JSON.parse(stdout)).toEqual({
    window: 'app://berth/settings#updates',
    status: 200,
    html: expect.stringContaining('<div id="root">') as string,
    host: 'host.js',
  })
  await rm(work, { recursive: true })
})

describe('used', () => {
  let home: BerthHome
  beforeAll(async () => {
    home = await BerthHome.make('berth packaged ', path.join(berth.resources, 'bin', 'berth'))
  })
  afterAll(() => home.remove())

  test('the command says its version, from anywhere and through a link', async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'links'))
    const link = path.join(dir, 'berth')
    await promisify(execFile)('ln', ['-s', path.join(berth.resources, 'bin', 'berth'), link])
    const { stdout } = await promisify(execFile)(link, ['--version'], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    })
    expect(stdout).toMatch(/^berth \d+\.\d+\.\d+\n$/)
    await rm(dir, { recursive: true })
  })

  test('NODE_OPTIONS of the environment lead nowhere', async () => {
    const ended = await home.run(['--version'], { env: { NODE_OPTIONS: '--require /nowhere.js' } })
    expect(ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('the packaged host boots the machine from the packaged image, and the packaged docker reaches it', async () => {
    await home.berth('start')
    expect(await home.status()).toMatchObject({ state: 'running', errors: [] })
    expect(await home.docker('version', '--format', '{{.Server.Version}}')).toMatch(/^29\./)
    expect(await home.docker('compose', 'version', '--short')).toMatch(/^5\./)
    const page = await fetch((await home.berth('open', '--print')).trim(), { redirect: 'manual' })
    expect(page.status).toBeLessThan(400)
    await home.docker('volume', 'create', 'kept')
    await home.berth('stop')
  })

  test('an update whose guest does not start gives way to the one before, with the data as it was', async () => {
    const image = path.join(berth.resources, 'image')
    const good = await readFile(path.join(image, 'manifest.json'), 'utf8')
    const { version } = imageManifestSchema.parse(JSON.parse(good))
    await breakImage(image, good)
    await home.berth('start')
    const status = await home.status()
    expect(status).toMatchObject({ state: 'running', errors: [{ step: 'update' }] })
    expect(status.errors[0]?.message).toContain(
      `9.9.9+broken did not bring the engine up, so ${version} runs again`,
    )
    expect(await home.docker('volume', 'ls', '--quiet')).toBe('kept\n')
    await home.berth('stop')
    const { stdout } = await promisify(execFile)('qemu-img', ['snapshot', '-l', home.paths.machine.dataDisk])
    expect(stdout).toContain(version)
  })
})

/** Puts an image there that is whole by its hashes, with a root that is known as such and holds nothing. */
async function breakImage(dir: string, manifestText: string): Promise<void> {
  const manifest = imageManifestSchema.parse(JSON.parse(manifestText))
  const root = Buffer.alloc(1 << 20)
  // Where the initramfs looks for it; without it, it would wait for a root for long.
  root.write('berth-root', 1088)
  const sha256 = createHash('sha256').update(root).digest('hex')
  const file = { ...manifest.files.root, bytes: root.length, sha256 }
  // Another file, as an update lays it: the one that ran may still be open.
  await rm(path.join(dir, file.name))
  await writeFile(path.join(dir, file.name), root)
  const files = { ...manifest.files, root: file }
  await writeFile(
    path.join(dir, 'manifest.json'),
    JSON.stringify({ ...manifest, version: '9.9.9+broken', files }),
  )
}
