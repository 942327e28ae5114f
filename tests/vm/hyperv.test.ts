import { mkdtemp, rm, stat } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Check } from '../../electron/api/schema/checks.ts'
import { freePort } from '../../electron/machine/process/sockets.ts'
import { ensureShape } from '../../scripts/assets/build.ts'
import { BerthHome } from '../../scripts/lib/berth-home.ts'
import { installFakeWindows, type FakeVm, type InstalledWindows } from '../fakes/hyperv/install.ts'

/**
 * The whole product over Hyper-V's driver: a PowerShell at the process boundary, and behind it QEMU with the same disks as
 * Hyper-V would have. What boots is the kernel of the image's boot disk, or with BERTH_TEST_FIRMWARE set that disk itself, by
 * UEFI, which takes half a minute more. In the order of a machine's life, each test leaning on the one before.
 */
let dir: string
let home: BerthHome
let windows: InstalledWindows

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-hyperv-'))
  const image = await ensureShape('hyperv', 'x86_64', (line) => console.error(line))
  const at = (name: string): string => path.join(image, name)
  const parts = { kernel: at('kernel'), initramfs: at('initramfs'), root: at('root.erofs') }
  const sshPort = await freePort()
  windows = await installFakeWindows(path.join(dir, 'windows'), {
    behind: process.env['BERTH_TEST_FIRMWARE']
      ? { kind: 'firmware', sshPort }
      : { kind: 'kernel', ...parts, sshPort },
    slowStart: 300,
  })
  const more = {
    BERTH_DRIVER: 'hyperv',
    BERTH_POWERSHELL: windows.program,
    BERTH_GUEST_PORT: `${sshPort}`,
    BERTH_IMAGE: image,
  }
  home = await BerthHome.make('berth Hyper-V Zoë ', undefined, more)
  await home.berth('config', 'set', 'memoryMiB', '1536')
  await home.berth('config', 'set', 'diskGiB', '8')
})
afterAll(async () => {
  await home.remove()
  await rm(dir, { recursive: true, force: true })
})

const vm = (): FakeVm | undefined => windows.read().vms[0]

function ping(): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      { socketPath: home.paths.run.engineSocket, path: '/_ping', agent: false },
      (res) => {
        res.resume()
        res.on('end', () => resolve(res.statusCode ?? 0))
      },
    )
    request.on('error', reject)
  })
}
const kib = async (): Promise<number> =>
  Number((await home.berth('shell', '--', 'sh', '-c', "df -k /data | tail -n 1 | awk '{print $2}'")).trim())

test('what is missing is told before anything runs, and a start says the same', async () => {
  windows.change((now) => Object.assign(now.facts, { allowed: false, member: true }))
  const doctor = await home.run(['doctor', '--json'])
  const checks =
    (JSON.parse(doctor.stdout) as { checks?: unknown[] }).checks ?? (JSON.parse(doctor.stdout) as unknown[])
  const rights = checks.map((each) => Check.parse(each)).find(({ id }) => id === 'rights')
  expect(rights).toMatchObject({ state: 'failed', hint: 'Sign out of Windows and in again.' })
  const refused = await home.run(['start'])
  expect(refused.code).not.toBe(0)
  expect(refused.stderr).toContain('this session does not know it yet')
  windows.change((now) => Object.assign(now.facts, { allowed: true }))
})

test('a start ends with an answering engine', async () => {
  await home.berth('start')
  expect(await home.status()).toMatchObject({
    state: 'running',
    driver: 'hyperv',
    accelerator: 'hyperv',
    errors: [],
    lastStart: { kind: 'cold' },
  })
  expect(await ping()).toBe(200)
  expect(vm()).toMatchObject({ state: 2, memoryBytes: 1536 * 2 ** 20 })
  await home.berth('shell', '--', 'sh', '-c', 'echo kept >/data/kept && sync')
  await home.berth('shell', '--', 'sh', '-c', 'echo here >/run/here')
  expect(await kib()).toBeLessThan(9 * 2 ** 20)
})

test('suspended and resumed, the guest goes on where it was', async () => {
  await home.berth('suspend')
  expect(vm()).toMatchObject({ state: 6, pid: null })
  expect(await home.status()).toMatchObject({ state: 'suspended' })
  await home.berth('start')
  expect(await home.status()).toMatchObject({ state: 'running', lastStart: { kind: 'resume' } })
  expect(await home.berth('shell', '--', 'cat', '/run/here')).toBe('here\n')
  expect(await ping()).toBe(200)
})

test('a bigger disk is there after a restart, with all that was on it, and a start with other settings makes no second machine', async () => {
  await home.berth('config', 'set', 'diskGiB', '20')
  await home.berth('restart')
  expect(await kib()).toBeGreaterThan(17 * 2 ** 20)
  expect(await home.berth('shell', '--', 'cat', '/data/kept')).toBe('kept\n')
  expect(windows.read().vms).toHaveLength(1)
})

test('stopped, it is off in Hyper-V; after a reset it is not there', async () => {
  await home.berth('stop')
  expect(vm()).toMatchObject({ state: 3, pid: null })
  expect(await home.status().catch(() => null)).toMatchObject({ state: 'stopped' })
  expect((await stat(home.paths.machine.dataDisk)).isFile()).toBe(true)
  await home.berth('reset', '--yes')
  expect(windows.read().vms).toEqual([])
})
