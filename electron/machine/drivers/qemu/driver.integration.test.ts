import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tinyGuest } from '../../../../tests/fakes/qemu/tiny-guest.ts'
import { withDeadline } from '../../../base/deadline.ts'
import { silent, type Log } from '../../../base/log.ts'
import { pathsOf, type Paths } from '../../../base/paths.ts'
import type { MachineSpec, RunningMachine } from '../../driver.ts'
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
  await writeSeed(paths.machine, settings)
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

/** Ticks as one letter after the other, nothing left out and nothing begun anew. */
function inSequence(lines: readonly string[]): boolean {
  return lines.every((line, at) => line.charCodeAt(5) === 97 + (at % 26))
}

describe('a start', () => {
  it('is believed when the guest has printed, and a kill leaves nothing', async () => {
    const machine = await start()
    expect(machine).toMatchObject({
      accelerator: 'tcg',
      acceleratorReason: 'TCG (emulation) is used: the settings ask for it.',
    })
    expect(await processes()).toHaveLength(1)
    expect(await driver.find()).toMatchObject({ kind: 'orphan' })
    for (const socket of [paths.run.monitorSocket, paths.machine.dir, paths.run.dir])
      expect((await stat(socket)).mode & 0o077).toBe(0)
    await machine.kill()
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was ended by force.' })
    expect(await processes()).toEqual([])
    expect(await driver.find()).toEqual({ kind: 'nothing' })
  })

  it('that is cancelled while the guest is silent leaves nothing', async () => {
    const image = await tinyGuest(path.join(images, 'silent'), 'nothing to say\n', 'hang')
    const stop = new AbortController()
    const starting = driver.start({ ...spec, image }, stop.signal, quiet)
    starting.catch(() => undefined)
    await expect.poll(processes, { timeout: 20_000 }).toHaveLength(1)
    stop.abort()
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
    expect(await processes()).toEqual([])
  })

  it('tells what the guest said when it failed', async () => {
    const image = await tinyGuest(
      path.join(images, 'bad'),
      'berth: fail disks The seed is missing.\n',
      'power-off',
    )
    await expect(driver.start({ ...spec, image }, never, quiet)).rejects.toThrow(
      'The guest failed (disks): The seed is missing.',
    )
    expect(await processes()).toEqual([])
  })

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

describe('an end', () => {
  it('is in order when the guest powers itself off', async () => {
    const image = await tinyGuest(path.join(images, 'off'), init, 'power-off')
    const machine = await driver.start({ ...spec, image }, never, quiet)
    expect(await machine.exited).toEqual({ expected: true, reason: 'The guest powered itself off.' })
  })

  it('is told when somebody kills QEMU', async () => {
    const machine = await start()
    const [pid] = await processes()
    process.kill(pid!, 'SIGKILL')
    expect(await machine.exited).toEqual({ expected: false, reason: 'QEMU ended by signal SIGKILL.' })
  })
})

describe('suspend and resume', () => {
  it('go on where the guest was, once', async () => {
    const machine = await start()
    await moreTicksThan(3)
    await machine.suspend(never)
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was suspended.' })
    expect(await processes()).toEqual([])
    const found = await driver.find()
    expect(found).toMatchObject({ kind: 'suspended', bytes: (await stat(paths.machine.stateFile)).size })
    const before = await ticks()

    const again = await driver.resume(spec, never, quiet)
    expect(again).toMatchObject({ accelerator: 'tcg' })
    expect(inSequence(await moreTicksThan(before.length + 2))).toBe(true)
    await again!.console.mark('engine', never)
    expect(await driver.find()).toMatchObject({ kind: 'orphan' })
    await again!.kill()
    expect(await driver.find()).toEqual({ kind: 'nothing' })
    expect(await driver.resume(spec, never, quiet)).toBeNull()
  })

  it.each([
    [
      'other settings',
      async (): Promise<MachineSpec> => ({ ...spec, settings: { ...settings, memoryMiB: 1100 } }),
    ],
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
  it('takes over what a killed host left running', async () => {
    const pid = await startedByAHostThatIsKilled()
    expect(await driver.find()).toEqual({ kind: 'orphan', pid })
    const before = (await ticks()).length
    // The settings were changed meanwhile: what runs has the old ones, and says so.
    const changed = { ...spec, settings: { ...spec.settings, memoryMiB: spec.settings.memoryMiB * 2 } }
    const machine = await driver.adopt(changed, never)
    expect(machine).toMatchObject({ accelerator: 'tcg', settings: spec.settings })
    await moreTicksThan(before + 1)
    await machine!.suspend(never)
    expect(await machine!.exited).toEqual({ expected: true, reason: 'It was suspended.' })
    expect(await processes()).toEqual([])
    const again = await driver.resume(spec, never, quiet)
    expect(again).not.toBeNull()
    await again!.kill()
  })

  it('notices the end of an adopted machine', async () => {
    const pid = await startedByAHostThatIsKilled()
    const machine = await driver.adopt(spec, never)
    process.kill(pid, 'SIGKILL')
    expect(await machine!.exited).toEqual({ expected: false, reason: 'QEMU ended for a reason not known.' })
  })

  it('ends what nobody has a record of', async () => {
    await startedByAHostThatIsKilled()
    await rm(paths.machine.processRecord)
    expect(await driver.adopt(spec, never)).toBeNull()
    expect(await processes()).toEqual([])
  })

  it('ends one that was started but had not begun', async () => {
    const machine = await start()
    machine.release()
    const [pid] = await processes()
    process.kill(pid!, 'SIGSTOP')
    expect(await driver.adopt(spec, AbortSignal.timeout(60_000))).toBeNull()
    expect(await processes()).toEqual([])
  })

  /** Runs the driver in another process, kills that with no chance to clean up, and gives the pid of its QEMU. */
  async function startedByAHostThatIsKilled(): Promise<number> {
    const module = new URL('./driver.ts', import.meta.url).href
    const base = new URL('../../../base/', import.meta.url).href
    const program = `
      const { QemuDriver } = await import(${JSON.stringify(module)})
      const { pathsOf } = await import(${JSON.stringify(`${base}paths.ts`)})
      const { silent } = await import(${JSON.stringify(`${base}log.ts`)})
      const driver = new QemuDriver({ paths: pathsOf(${JSON.stringify(paths.home)}), log: silent, architecture: 'x86_64' })
      setInterval(() => undefined, 1000)
      await driver.start(${JSON.stringify(spec)}, new AbortController().signal, () => undefined)
      console.log('started')`
    const host = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await Promise.race([once(host.stdout, 'data'), once(host, 'close')])
    host.kill('SIGKILL')
    await once(host, 'close')
    const [pid] = await processes()
    return pid!
  }
})

describe('prepareDisk', () => {
  it('makes, keeps and grows, and never shrinks', async () => {
    const size = async (): Promise<number> => {
      const { stdout } = await promisify(execFile)('qemu-img', ['info', '--output=json', spec.dataDisk])
      return (JSON.parse(stdout) as { 'virtual-size': number })['virtual-size'] / 2 ** 30
    }
    await driver.prepareDisk(spec.dataDisk, 64, never)
    expect(await size()).toBe(64)
    await driver.prepareDisk(spec.dataDisk, 70, never)
    expect(await size()).toBe(70)
    await expect(driver.prepareDisk(spec.dataDisk, 64, never)).rejects.toThrow(
      'diskGiB 64 is less than the data disk already has (70). A disk is never shrunk.',
    )
    await truncate(spec.dataDisk, 100)
    await expect(driver.prepareDisk(spec.dataDisk, 70, never)).rejects.toThrow(/cannot be used/)
  })
})
