import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installFakeQemu, type Scenario } from '../../../../tests/fakes/qemu/install.ts'
import type { Settings } from '../../../api/schema/settings.ts'
import { silent } from '../../../base/log.ts'
import { pathsOf, type Paths } from '../../../base/paths.ts'
import type { Trouble } from '../../driver.ts'
import { defaultsFor } from '../../settings/defaults.ts'
import { findProcesses, killOrphan } from '../../process/find.ts'
import { monitorArg } from './args.ts'
import { QemuDriver } from './driver.ts'
import type { QemuMachine } from './machine.ts'

const never = new AbortController().signal
let root: string
let paths: Paths

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth-fake-'))
  paths = pathsOf(path.join(root, 'home'))
})
afterEach(async () => {
  const marker = monitorArg(paths.run.monitorSocket)
  for (const pid of await findProcesses(marker)) await killOrphan(pid, marker)
  await rm(root, { recursive: true, force: true })
})

async function driverOf(scenario: Scenario, proofMs = 15_000): Promise<QemuDriver> {
  const dir = await installFakeQemu(path.join(root, 'qemu'), scenario)
  const env = { BERTH_QEMU_DIR: dir }
  return new QemuDriver({
    paths,
    log: silent,
    env,
    architecture: 'x86_64',
    proofMs,
    kvmDevice: '/dev/null',
  })
}

async function start(
  scenario: Scenario,
  accelerator: Settings['accelerator'] = 'tcg',
  proofMs?: number,
): Promise<QemuMachine> {
  const driver = await driverOf(scenario, proofMs)
  await driver.check(never)
  const settings = { ...defaultsFor({ cpus: 1, memoryMiB: 4096 }), accelerator }
  const image = { kernel: 'k', initramfs: 'i', root: 'r', id: 'fake' }
  const spec = { settings, image, dataDisk: paths.machine.dataDisk, seedDisk: paths.machine.seedDisk }
  return driver.start(spec, never, () => undefined)
}

const processes = (): Promise<number[]> => findProcesses(monitorArg(paths.run.monitorSocket))

describe('check', () => {
  it('tells the version', async () => {
    expect(await (await driverOf({ version: '8.1.2' })).check(never)).toEqual({ version: '8.1.2' })
    expect(await (await driverOf({ noSandbox: true })).check(never)).toEqual({ version: '9.2.0' })
  })

  it('refuses a QEMU that is too old, that does not run, or is not there, and says what to do', async () => {
    await expect((await driverOf({ version: '5.2.0' })).check(never)).rejects.toMatchObject({
      code: 'hypervisor-too-old',
      message: expect.stringContaining('QEMU 5.2.0') as string,
    })
    await expect((await driverOf({ version: 'unknown' })).check(never)).rejects.toMatchObject({
      code: 'hypervisor-failed',
    })
    const env = { BERTH_QEMU_DIR: path.join(root, 'nowhere') }
    const none = new QemuDriver({ paths, log: silent, env, architecture: 'x86_64' })
    await expect(none.check(never)).rejects.toMatchObject({
      code: 'hypervisor-missing',
      message: expect.stringContaining('qemu-system-x86_64 was not found in BERTH_QEMU_DIR') as string,
    })
  })

  it('says when the home cannot be used', async () => {
    const driver = await driverOf({})
    await writeFile(paths.home, 'a file in its place')
    await expect(driver.check(never)).rejects.toMatchObject({ code: 'home-unusable' })
  })
})

describe('start', () => {
  it('says what QEMU said when it ends at once', async () => {
    await expect(start({ says: { tcg: 'something quite new' } })).rejects.toThrow(
      'QEMU ended at once with exit code 1. QEMU said: something quite new',
    )
    await expect(start({ says: { tcg: "cannot set up guest memory 'pc.ram'" } })).rejects.toMatchObject({
      hint: expect.stringContaining('memoryMiB') as string,
    })
  })

  it('tries another port when the first was taken meanwhile', async () => {
    const machine = await start({ portTakenOnce: path.join(root, 'taken') })
    await machine.kill()
  })

  it.each<[string, Scenario, RegExp]>([
    [
      'refuses to run',
      { says: { kvm: 'Could not access KVM kernel module' } },
      /KVM: QEMU ended at once.*KVM kernel/,
    ],
    ['never lets the guest print', { hangs: ['kvm'] }, /KVM: the guest printed nothing within 0.2 s/],
  ])('uses emulation when KVM %s, says why, and does not try again at once', async (_, scenario, reason) => {
    const first = await start(scenario, 'kvm', 200)
    expect(first.accelerator).toBe('tcg')
    expect(first.acceleratorReason).toMatch(reason)
    await first.kill()
    const remembered = JSON.parse(await readFile(paths.machine.acceleratorRecord, 'utf8')) as object
    expect(remembered).toMatchObject({ failures: { kvm: {} } })
    const second = await start({}, 'auto')
    expect(second.accelerator).toBe('tcg')
    expect(second.acceleratorReason).toContain(
      '"berth config set accelerator kvm" tries it at the next start',
    )
    await second.kill()
    // Asked for by name it is tried again, and what worked is no longer remembered as broken.
    const third = await start({}, 'kvm')
    expect(third).toMatchObject({
      accelerator: 'kvm',
      acceleratorReason: 'KVM is used: the settings ask for it.',
    })
    await third.kill()
    expect(JSON.parse(await readFile(paths.machine.acceleratorRecord, 'utf8'))).toMatchObject({
      failures: {},
    })
  })

  it.each<[string, Scenario, RegExp]>([
    ['refuses to go on', { refuses: 'cont' }, /QEMU refused cont: cont is not for now/],
    ['speaks another language', { monitor: 'rubbish' }, /closed its monitor|did not greet/],
  ])('leaves no process of a QEMU that %s', async (_, scenario, message) => {
    await expect(start(scenario)).rejects.toThrow(message)
    expect(await processes()).toEqual([])
  })

  it('tells what the guest failed at', async () => {
    await expect(start({ prints: 'berth: fail disks No data disk.\n' })).rejects.toThrow(
      'The guest failed (disks): No data disk.',
    )
    expect(await processes()).toEqual([])
  })
})

describe('a running machine', () => {
  it('powers off by its button', async () => {
    const machine = await start({})
    await machine.powerButton()
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was asked to power off.' })
  })

  it('is paused while the disk of the host is full, says so, and goes on when there is space', async () => {
    const machine = await start({ fullDisk: true })
    const end = new Promise<Trouble | null>((resolve) => {
      machine.troubles.subscribe((trouble) => trouble ?? resolve(trouble))
    })
    await expect.poll(() => machine.trouble?.message).toContain("The host's disk is full")
    expect(machine.trouble?.hint).toMatch(/Free at least \d+ MiB/)
    // This computer's disk has space, so the machine goes on by itself.
    expect(await end).toBeNull()
    await machine.kill()
  })

  it('is let go of without being ended', async () => {
    const machine = await start({})
    machine.release()
    expect(await processes()).toHaveLength(1)
  })

  it('says when its port does not answer, and obeys the signal', async () => {
    const machine = await start({})
    await expect(machine.connect(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
    await expect(machine.connect(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    await machine.kill()
  })
})
