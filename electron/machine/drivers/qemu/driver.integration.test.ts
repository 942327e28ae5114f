import { mkdir, mkdtemp, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { driverContract, inAProcess, inSequence, type Rig } from '../../../../tests/contract/driver.ts'
import { tinyGuest } from '../../../../tests/fakes/qemu/tiny-guest.ts'
import { withDeadline } from '../../../base/deadline.ts'
import { silent, type Log } from '../../../base/log.ts'
import { pathsOf, type Paths } from '../../../base/paths.ts'
import type { ImageFiles, MachineSpec, RunningMachine } from '../../driver.ts'
import { writeSeed } from '../../seed/seed.ts'
import { defaultsFor } from '../../settings/defaults.ts'
import { findProcesses, killOrphan } from '../../process/find.ts'
import { monitorArg } from './args.ts'
import { QemuDriver } from './driver.ts'

const never = new AbortController().signal
const quiet = (): void => undefined
const settings = {
  ...defaultsFor({ cpus: 1, memoryMiB: 4096 }),
  memoryMiB: 1024,
  accelerator: 'tcg' as const,
}
const init = 'berth: mark init 0.1\n'

let root: string
/** without a comma: QEMU splits the module list of a Multiboot kernel there, and only there */
let images: string
let paths: Paths
let driver: QemuDriver
let spec: MachineSpec
const said: string[] = []
const log: Log = {
  ...silent,
  info: (_, message) => said.push(message),
  warn: (_, message) => said.push(message),
}

beforeEach(async () => {
  // With all that paths may hold: a space, a comma, a letter outside ASCII.
  root = await mkdtemp(path.join(os.tmpdir(), 'berth é, '))
  images = await mkdtemp(path.join(os.tmpdir(), 'berth-tiny-'))
  paths = pathsOf(path.join(root, 'home'))
  said.length = 0
  driver = new QemuDriver({ paths, log, architecture: 'x86_64' })
  await driver.check(never)
  await driver.prepareDisk(paths.machine.dataDisk, settings.diskGiB, never)
  await writeSeed(paths.machine, settings, driver.capabilities)
  spec = {
    settings,
    image: await tinyGuest(path.join(images, 'image'), init, 'tick'),
    dataDisk: paths.machine.dataDisk,
    seedDisk: paths.machine.seedDisk,
  }
})

afterEach(async () => {
  const marker = monitorArg(paths.run.monitorSocket)
  for (const pid of await findProcesses(marker)) await killOrphan(pid, marker)
  for (const dir of [root, images]) await rm(dir, { recursive: true, force: true })
})

/** What beforeEach made, as the contract asks for it. */
async function rig(): Promise<Rig> {
  const guest = (name: string, words: string, then: 'power-off' | 'hang'): Promise<ImageFiles> =>
    tinyGuest(path.join(images, name), words, then)
  const guests = {
    'power-off': () => guest('off', init, 'power-off'),
    fail: () => guest('bad', 'berth: fail disks The seed is missing.\n', 'power-off'),
    'be-silent': () => guest('silent', 'nothing to say\n', 'hang'),
  }
  return {
    ...inAProcess,
    driver,
    spec,
    consoleLog: paths.consoleLog,
    guest: (does) => guests[does](),
    running: async () => (await processes()).length,
    crash: async () => {
      for (const pid of await processes()) process.kill(pid, 'SIGKILL')
    },
    source: {
      module: 'machine/drivers/qemu/driver.ts',
      expression: `new module.QemuDriver({ paths: pathsOf(${JSON.stringify(paths.home)}), log: silent, architecture: 'x86_64' })`,
    },
    dispose: async () => undefined,
  }
}

const processes = (): Promise<number[]> => findProcesses(monitorArg(paths.run.monitorSocket))
const start = (): Promise<RunningMachine> => driver.start(spec, never, quiet)
const ticks = async (): Promise<string[]> =>
  (await readFile(paths.consoleLog, 'utf8')).split('\n').filter((line) => line.startsWith('tick '))

/** Resolves with the ticks once there are more than `count`. */
async function moreTicksThan(count: number): Promise<string[]> {
  return withDeadline({ ms: 20_000, message: 'the guest ticks no more', hint: '' }, never, async (signal) => {
    for (;;) {
      const now = await ticks()
      if (now.length > count) return now
      signal.throwIfAborted()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
}

driverContract('qemu', rig)

describe('a start', () => {
  it('is refused while another process has the data disk', async () => {
    const machine = await start()
    const other = new QemuDriver({ paths: pathsOf(path.join(root, 'other')), log, architecture: 'x86_64' })
    await other.check(never)
    await expect(other.start(spec, never, quiet)).rejects.toMatchObject({ code: 'conflict' })
    await expect(other.prepareDisk(spec.dataDisk, 64, never)).rejects.toMatchObject({ code: 'conflict' })
    await machine.kill()
  })

  it('falls back to emulation when the faster accelerator is not usable or never lets the guest print', async () => {
    const hasty = new QemuDriver({ paths, log, architecture: 'x86_64', proofMs: 1 })
    const machine = await hasty.start(
      { ...spec, settings: { ...settings, accelerator: 'kvm' } },
      never,
      quiet,
    )
    expect(machine.accelerator).toBe('tcg')
    expect(machine.acceleratorReason).toMatch(/^TCG \(emulation\) is used\. KVM: .+/)
    await machine.kill()
  })
})

describe('suspend and resume', () => {
  it.each([
    ['another image', async (): Promise<MachineSpec> => ({ ...spec, image: { ...spec.image, id: 'other' } })],
    [
      'another disk',
      async (): Promise<MachineSpec> => {
        await driver.prepareDisk(spec.dataDisk, settings.diskGiB + 1, never)
        return spec
      },
    ],
    [
      'a truncated file',
      async (): Promise<MachineSpec> => {
        await truncate(paths.machine.stateFile, 10_000)
        return spec
      },
    ],
    [
      'a flipped bit',
      async (): Promise<MachineSpec> => {
        const handle = await open(paths.machine.stateFile, 'r+')
        const { size } = await handle.stat()
        const byte = Buffer.alloc(1)
        // In the middle lies memory, which QEMU itself takes without a question.
        await handle.read(byte, 0, 1, Math.floor(size / 2))
        await handle.write(Buffer.from([byte.readUInt8(0) ^ 1]), 0, 1, Math.floor(size / 2))
        await handle.close()
        return spec
      },
    ],
    [
      'rubbish of the right size',
      async (): Promise<MachineSpec> => {
        const { size } = await stat(paths.machine.stateFile)
        const handle = await open(paths.machine.stateFile, 'r+')
        await handle.write(Buffer.alloc(size, 7), 0, size, 0)
        await handle.close()
        return spec
      },
    ],
  ])('a state with %s is dropped with a word, and leaves nothing', async (_, spoil) => {
    const machine = await start()
    await machine.suspend(never)
    const changed = await spoil()
    said.length = 0
    expect(await driver.resume(changed, never, quiet)).toBeNull()
    expect(said.join('\n')).toMatch(/the suspended state is dropped: /)
    expect(await driver.find()).toEqual({ kind: 'nothing' })
    expect(await processes()).toEqual([])
  })

  it('a suspend that cannot be written lets the machine run on', async () => {
    const machine = await start()
    await mkdir(`${paths.machine.stateFile}.new`)
    await expect(machine.suspend(never)).rejects.toThrow()
    await rm(`${paths.machine.stateFile}.new`, { recursive: true, force: true })
    const before = (await ticks()).length
    expect(inSequence(await moreTicksThan(before))).toBe(true)
    expect(await driver.find()).toMatchObject({ kind: 'orphan' })
    await machine.suspend(never)
    expect(await driver.find()).toMatchObject({ kind: 'suspended' })
  })

  it('a cancelled resume keeps the state', async () => {
    const machine = await start()
    await machine.suspend(never)
    const stop = new AbortController()
    const resuming = driver.resume(spec, stop.signal, (line) => line.startsWith('reading') && stop.abort())
    await expect(resuming).rejects.toMatchObject({ code: 'cancelled' })
    expect(await processes()).toEqual([])
    expect(await driver.find()).toMatchObject({ kind: 'suspended' })
    const again = await driver.resume(spec, never, quiet)
    expect(again).not.toBeNull()
    await again!.kill()
  })
})

describe('adoption', () => {
  it('ends what nobody has a record of', async () => {
    const machine = await start()
    machine.release()
    await rm(paths.machine.processRecord)
    expect(await driver.adopt(spec, never)).toBeNull()
    expect(await processes()).toEqual([])
  })

  it('ends one that does not answer', async () => {
    const machine = await start()
    machine.release()
    const [pid] = await processes()
    process.kill(pid!, 'SIGSTOP')
    expect(await driver.adopt(spec, AbortSignal.timeout(60_000))).toBeNull()
    expect(await processes()).toEqual([])
  })
})

describe('prepareDisk', () => {
  it('refuses what is no disk', async () => {
    await truncate(spec.dataDisk, 100)
    await expect(driver.prepareDisk(spec.dataDisk, 70, never)).rejects.toThrow(/cannot be used/)
  })
})
