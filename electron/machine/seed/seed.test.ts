import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import ssh2 from 'ssh2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf } from '../../base/paths.ts'
import { defaultsFor } from '../settings/defaults.ts'
import { engineDefaults } from '../../api/schema/engine-settings.ts'
import { daemonJson } from './daemon-json.ts'
import { generate, keyPair } from './keys.ts'
import { seedBytes, writeSeed } from './seed.ts'

const run = promisify(execFile)
const none = { shares: null, rosetta: false } as const
const settings = defaultsFor({ cpus: 2, memoryMiB: 8192 })
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-seed-'))
})
afterEach(async () => rm(dir, { recursive: true }))

describe('keyPair', () => {
  it('is made once, kept private, and read by OpenSSH', async () => {
    const file = path.join(dir, 'key')
    const made = await keyPair(file, 'test')
    expect(await keyPair(file, 'test')).toEqual(made)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const { stdout } = await run('ssh-keygen', ['-y', '-f', file])
    expect(stdout.split(' ').slice(0, 2)).toEqual(made.public.split(' ').slice(0, 2))
  })

  it('is never one of those that ssh2 spoils', () => {
    const sizes = Array.from({ length: 1500 }, () => {
      const key = ssh2.utils.parseKey(generate('test'))
      return key instanceof Error ? 0 : key.getPublicSSH().length
    })
    expect(new Set(sizes)).toEqual(new Set([51]))
  })

  it('gives back a lost public half, and says so when the private one is damaged', async () => {
    const file = path.join(dir, 'key')
    const made = await keyPair(file, 'test')
    await rm(`${file}.pub`)
    await keyPair(file, 'test')
    expect(await readFile(`${file}.pub`, 'utf8')).toBe(`${made.public}\n`)
    await writeFile(file, 'nonsense')
    await chmod(file, 0o600)
    await expect(keyPair(file, 'test')).rejects.toMatchObject({ code: 'home-unusable' })
  })
})

describe('daemonJson', () => {
  it('has the same defaults as the image', async () => {
    const own = new URL('../../../vm-assets/rootfs/etc/berth/daemon.json', import.meta.url)
    expect(JSON.parse(await readFile(own, 'utf8'))).toEqual(engineDefaults)
    expect(JSON.parse(daemonJson({}))).toEqual(engineDefaults)
  })

  it("lets the user's settings win, and keeps json-file's options from other drivers", () => {
    expect(JSON.parse(daemonJson({ debug: true, 'shutdown-timeout': 9 }))).toMatchObject({
      debug: true,
      'shutdown-timeout': 9,
      'log-opts': { 'max-size': '10m' },
    })
    expect(JSON.parse(daemonJson({ 'log-driver': 'local' }))).toEqual({
      'log-driver': 'local',
      'shutdown-timeout': 5,
    })
  })
})

describe('writeSeed', () => {
  it('makes the same bytes a VHDX where the machine takes nothing else', async () => {
    const plain = pathsOf(dir, {}).machine
    const { seedDisk } = pathsOf(dir, { BERTH_DRIVER: 'hyperv' }).machine
    await writeSeed(plain, settings, none)
    await writeSeed({ ...plain, seedDisk }, settings, none)
    expect((await stat(seedDisk)).mode & 0o777).toBe(0o600)
    await run('qemu-img', ['convert', '-f', 'vhdx', '-O', 'raw', seedDisk, path.join(dir, 'raw')])
    expect((await readFile(path.join(dir, 'raw'))).equals(await readFile(plain.seedDisk))).toBe(true)
  })

  it('makes a tar that tar reads, whole MiB, begins with the name the guest looks for, private', async () => {
    const paths = pathsOf(dir).machine
    await writeSeed(paths, { ...settings, engine: { debug: true } }, none)
    const bytes = await readFile(paths.seedDisk)
    expect(bytes.length % 2 ** 20).toBe(0)
    expect(bytes.subarray(0, 11).toString()).toBe('berth-seed/')
    expect((await stat(paths.seedDisk)).mode & 0o777).toBe(0o600)
    await run('tar', ['-xf', paths.seedDisk, '-C', dir])
    const text = async (name: string): Promise<string> => readFile(path.join(dir, 'berth-seed', name), 'utf8')
    expect(JSON.parse(await text('daemon.json'))).toMatchObject({ debug: true })
    expect(await text('hostname')).toBe('berth\n')
    const user = ssh2.utils.parseKey(await readFile(paths.userKey, 'utf8'))
    if (user instanceof Error) throw user
    expect(await text('authorized_keys')).toContain(user.getPublicSSH().toString('base64'))
    expect(await text('ssh_host_ed25519_key')).toBe(await readFile(paths.hostKey, 'utf8'))
    expect(await text('ssh_host_ed25519_key.pub')).toBe(await readFile(`${paths.hostKey}.pub`, 'utf8'))
  })

  it('gives the same bytes for the same entries', async () => {
    const [first, second] = [await seedBytes({ version: '1' }), await seedBytes({ version: '1' })]
    expect(first.equals(second)).toBe(true)
  })
})
