import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { monitorUri } from '../../electron/machine/drivers/vz/args.ts'
import { findProcesses } from '../../electron/machine/process/find.ts'
import { ensureShape } from '../../scripts/assets/build.ts'
import { BerthHome } from '../../scripts/lib/berth-home.ts'
import { installFakeVfkit } from '../fakes/vfkit/install.ts'
import { busyboxImage } from '../fixtures/busybox-image.ts'
import { imageArchive } from '../fixtures/oci-image.ts'

/**
 * The whole product over Virtualization.framework's driver: a vfkit at the process boundary, and behind it QEMU with the same
 * kernel and disks. In the order of a machine's life, each test leaning on the one before.
 */
let dir: string
let shared: string
let home: BerthHome

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-vfkit-'))
  shared = path.join(dir, 'shared by Zoë')
  home = await BerthHome.make('berth-vz-', undefined, {
    BERTH_DRIVER: 'vz',
    BERTH_VFKIT_DIR: await installFakeVfkit(path.join(dir, 'bin')),
    BERTH_IMAGE: await ensureShape('vz', 'x86_64', (line) => console.error(line)),
  })
  await home.berth('config', 'set', 'memoryMiB', '1536')
  await home.berth('config', 'set', 'diskGiB', '8')
})
afterAll(async () => {
  await home.remove()
  await rm(dir, { recursive: true, force: true })
})

const vfkits = (): Promise<number[]> => findProcesses(monitorUri(home.paths.run.monitorSocket))
const inGuest = (script: string): Promise<string> => home.berth('shell', '--', 'sh', '-c', script)
const kib = async (): Promise<number> =>
  Number((await inGuest("df -k /data | tail -n 1 | awk '{print $2}'")).trim())

function status(options: http.RequestOptions | string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(options as http.RequestOptions, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    request.on('error', reject)
  })
}
const ping = (): Promise<number> =>
  status({ socketPath: home.paths.run.engineSocket, path: '/_ping', agent: false })

test('a start ends with an answering engine, and the page is served', async () => {
  await home.berth('start')
  expect(await home.status()).toMatchObject({
    state: 'running',
    driver: 'vz',
    accelerator: 'vz',
    errors: [],
    lastStart: { kind: 'cold' },
  })
  expect(await ping()).toBe(200)
  expect(await vfkits()).toHaveLength(1)
  expect(await status((await home.berth('open', '--print')).trim())).toBeLessThan(400)
  await inGuest('echo kept >/data/kept && sync; echo here >/run/here')
  expect(await kib()).toBeLessThan(9 * 2 ** 20)
})

test('suspended it waits in memory, and goes on where it was', async () => {
  const before = await vfkits()
  await home.berth('suspend')
  expect(await home.status()).toMatchObject({ state: 'suspended' })
  await expect(ping()).rejects.toThrow()
  await home.berth('start')
  expect(await home.status()).toMatchObject({ state: 'running', lastStart: { kind: 'resume' } })
  expect(await inGuest('cat /run/here')).toBe('here\n')
  expect(await ping()).toBe(200)
  expect(await vfkits()).toEqual(before)
})

test('a bigger disk is there after a restart, with all that was on it', async () => {
  await home.berth('config', 'set', 'diskGiB', '20')
  await mkdir(shared)
  await writeFile(path.join(shared, 'word'), 'from the host')
  await home.berth('config', 'set', 'sharedFolders', JSON.stringify([shared]))
  await home.berth('restart')
  expect(await kib()).toBeGreaterThan(17 * 2 ** 20)
  expect(await inGuest('cat /data/kept')).toBe('kept\n')
})

test('a folder of the host is shared by virtio-fs: containers read and write in it, also after a suspend', async () => {
  const archive = await imageArchive(await busyboxImage(), 'docker.io/library/busybox:latest')
  expect(await home.run(['docker', 'load'], { input: archive })).toMatchObject({ code: 0 })
  const inShared = (script: string): Promise<string> =>
    home.docker('run', '--rm', '-v', `${shared}:/shared`, 'busybox', 'sh', '-c', script)
  expect(await inShared('cat /shared/word; echo answer >/shared/from-the-container')).toBe('from the host')
  expect(await readFile(path.join(shared, 'from-the-container'), 'utf8')).toBe('answer\n')
  expect(await inGuest('cat /proc/mounts')).toContain(' virtiofs ')
  await home.berth('suspend')
  await home.berth('start')
  expect(await home.status()).toMatchObject({
    lastStart: { kind: 'resume' },
    sharing: { filesystem: 'virtiofs', folders: [shared] },
  })
  expect(await inShared('cat /shared/word')).toBe('from the host')
})

test('stopped, nothing of it runs; after a reset nothing is there', async () => {
  await home.berth('stop')
  expect(await vfkits()).toEqual([])
  expect((await stat(home.paths.machine.dataDisk)).isFile()).toBe(true)
  await home.berth('reset', '--yes')
  await expect(stat(home.paths.machine.dataDisk)).rejects.toThrow()
})
