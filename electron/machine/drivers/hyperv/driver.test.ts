import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  failures,
  installFakeWindows,
  type FakeWindows,
  type InstalledWindows,
} from '../../../../tests/fakes/hyperv/install.ts'
import { silent, type Log } from '../../../base/log.ts'
import { pathsOf, type Paths } from '../../../base/paths.ts'
import type { MachineSpec } from '../../driver.ts'
import { defaultsFor } from '../../settings/defaults.ts'
import { vhdxBytes } from '../../vhdx/grow.ts'
import { writeVhdx } from '../../vhdx/write.ts'
import { machineName } from '../../windows/hyper-v.ts'
import { PowerShell } from '../../windows/powershell.ts'
import { HypervDriver } from './driver.ts'
import type { HypervMachine } from './machine.ts'

const never = new AbortController().signal
const quiet = (): void => undefined
const GiB = 2 ** 30

let root: string
let paths: Paths
let windows: InstalledWindows
let driver: HypervDriver
let sshd: Server
let port: number
let spec: MachineSpec
const said: string[] = []
const log: Log = {
  ...silent,
  info: (_, message) => said.push(message),
  warn: (_, message) => said.push(message),
}
const open: HypervMachine[] = []

/** One Windows and one PowerShell for all: to start it is most of what a test takes. */
let shared: string
let shell: PowerShell
beforeAll(async () => {
  shared = await mkdtemp(path.join(os.tmpdir(), 'berth-windows-'))
  windows = await installFakeWindows(shared)
  shell = new PowerShell(windows.program)
})
afterAll(async () => {
  shell.close()
  await rm(shared, { recursive: true })
})

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth hyper-v é '))
  paths = pathsOf(path.join(root, 'home'), { BERTH_DRIVER: 'hyperv' })
  windows.reset()
  sshd = createServer((socket) => socket.on('error', quiet).end('SSH-2.0-test\r\n'))
  await new Promise<void>((resolve) => sshd.listen(0, '127.0.0.1', resolve))
  port = (sshd.address() as { port: number }).port
  driver = another()
  said.length = 0
  await driver.check(never)
  await driver.prepareDisk(paths.machine.dataDisk, 8)
  await writeVhdx(paths.machine.seedDisk, Buffer.from('berth-seed/version'))
  const bootDisk = path.join(root, 'boot.vhdx')
  await writeVhdx(bootDisk, Buffer.from('boot'))
  spec = {
    settings: { ...defaultsFor({ cpus: 2, memoryMiB: 4096 }), diskGiB: 8 },
    image: { kernel: 'k', initramfs: 'i', root: 'r', bootDisk, id: 'first' },
    dataDisk: paths.machine.dataDisk,
    seedDisk: paths.machine.seedDisk,
  }
})
afterEach(async () => {
  for (const machine of open.splice(0)) machine.release()
  await driver.remove()
  sshd.close()
  await rm(root, { recursive: true, force: true })
})

/** As a host would make it; the next one knows nothing of the last but what is on disk. */
function another(): HypervDriver {
  const env = { BERTH_POWERSHELL: windows.program, BERTH_GUEST_PORT: `${port}` }
  return new HypervDriver({ paths, log, env, lookMs: 200, shell })
}

const start = async (): Promise<HypervMachine> => kept(await driver.start(spec, never, quiet))
function kept(machine: HypervMachine): HypervMachine {
  open.push(machine)
  return machine
}
const vm = (): FakeWindows['vms'][number] | undefined => windows.read().vms[0]
const become = (state: number, stateName: string): void =>
  windows.change((now) => Object.assign(now.vms[0]!, { state, stateName }))
const callsOf = (name: string): Record<string, unknown>[] =>
  windows.read().calls.flatMap(([each, data]) => (each === name ? [data] : []))

describe('a start', () => {
  it('makes the machine as it is asked for, with a boot disk of its own, and starts it', async () => {
    const machine = await start()
    expect(machine).toMatchObject({ accelerator: 'hyperv', settings: spec.settings })
    expect(vm()).toMatchObject({
      name: machineName(paths.home),
      state: 2,
      cpus: spec.settings.cpus,
      memoryBytes: spec.settings.memoryMiB * 2 ** 20,
      disks: [path.join(paths.machine.dir, 'boot-first.vhdx'), spec.dataDisk, spec.seedDisk],
    })
    expect(callsOf('make')[0]).toMatchObject({ SwitchId: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444' })
    expect(await driver.find()).toEqual({ kind: 'orphan', pid: null })
    await machine.kill()
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was ended by force.' })
    expect(await driver.find()).toEqual({ kind: 'nothing' })
  })

  it('is made once, and changed only where something changed', async () => {
    await (await start()).kill()
    await (await start()).kill()
    expect(vm()?.changes).toBe(0)
    spec = {
      ...spec,
      settings: { ...spec.settings, memoryMiB: 1024 },
      image: { ...spec.image, id: 'second' },
    }
    await (await start()).kill()
    expect(vm()).toMatchObject({ changes: 1, memoryBytes: 2 ** 30 })
    expect((await readdir(paths.machine.dir)).filter((name) => name.startsWith('boot-'))).toEqual([
      'boot-second.vhdx',
    ])
    expect(windows.read().vms).toHaveLength(1)
  })

  it('ends what an earlier host left running, and a state that is of no use', async () => {
    ;(await start()).release()
    await (await start()).kill()
    expect(said).toContain('a left-over machine is turned off')
    await (await start()).suspend(never)
    await start()
    expect(said).toContain('the suspended state is dropped: the machine starts from power-off')
  })

  it.each([
    ['noMemory', 'start', 'hypervisor-failed', /memoryMiB/],
    ['noMemoryInPolish', 'start', 'hypervisor-failed', /memoryMiB/],
    ['compressed', 'start', 'hypervisor-failed', /compact/],
    ['noSwitch', 'make', 'hypervisor-failed', /Turn Windows features/],
    ['notAllowed', 'inspect', 'hypervisor-missing', /berth doctor/],
    ['noService', 'inspect', 'hypervisor-missing', /vmms/],
    ['noModule', 'inspect', 'hypervisor-missing', /switch it on/],
    ['inUse', 'make', 'conflict', /other machine/],
    ['wrongState', 'make', 'conflict', /look at it there/i],
  ] as const)(
    'that ends with %s says what to do, and leaves nothing running',
    async (name, script, code, hint) => {
      const failure = failures[name]
      windows.change((now) => (now.fails = { [script]: failure }))
      const words = failure.message.split(/[\r\n]/)[0]!.slice(0, 20)
      await expect(driver.start(spec, never, quiet)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words) as string,
        hint: expect.stringMatching(hint) as string,
      })
      expect(vm()?.state ?? 3).toBe(3)
    },
  )

  it('without a boot disk in the image says that this image is for another system', async () => {
    const { bootDisk: _, ...image } = spec.image
    await expect(driver.start({ ...spec, image }, never, quiet)).rejects.toMatchObject({
      code: 'image-missing',
    })
  })

  it('called off ends with nothing running', async () => {
    windows.change((now) => (now.hangs = 'start'))
    const stop = new AbortController()
    const starting = driver.start(spec, stop.signal, quiet)
    starting.catch(quiet)
    await expect.poll(() => callsOf('start').length).toBe(1)
    stop.abort()
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
    expect(vm()?.state).toBe(3)
  })
})

describe('an end', () => {
  it('in order is one of the guest, or of Hyper-V Manager; one that was removed was not', async () => {
    const off = await start()
    become(3, 'Off')
    expect(await off.exited).toMatchObject({
      expected: true,
      reason: expect.stringMatching(/turned off/) as string,
    })
    const saved = await start()
    become(6, 'Saved')
    expect(await saved.exited).toMatchObject({ expected: true })
    expect(await driver.find()).toMatchObject({ kind: 'suspended' })
    const gone = await start()
    windows.change((now) => (now.vms = []))
    expect(await gone.exited).toEqual({ expected: false, reason: 'It was removed from Hyper-V.' })
  })

  it('comes by the power button, and is not told while Hyper-V gives no answer', async () => {
    const machine = await start()
    windows.change((now) => (now.dies = 'inspect'))
    await machine.powerButton()
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was asked to power off.' })
    expect(said).toContain('Hyper-V did not tell what the machine does')
  })

  it('does not come while the disk is full: that is told, and the machine goes on', async () => {
    const machine = await start()
    become(32_772, 'PausedCritical')
    await expect.poll(() => machine.trouble?.message, { timeout: 10_000 }).toMatch(/disk is full/)
    await machine.retry()
    await expect.poll(() => machine.trouble, { timeout: 10_000 }).toBeNull()
  })
})

describe('suspend and resume', () => {
  it('save and go on, once', async () => {
    const machine = await start()
    await machine.suspend(never)
    expect(await machine.exited).toEqual({ expected: true, reason: 'It was suspended.' })
    expect(await driver.find()).toMatchObject({ kind: 'suspended' })
    driver = another()
    const again = kept((await driver.resume(spec, never, quiet))!)
    await again.console.mark('engine', never)
    expect(vm()?.state).toBe(2)
    await again.kill()
    expect(await driver.resume(spec, never, quiet)).toBeNull()
  })

  it('that fails lets the machine run on', async () => {
    const machine = await start()
    windows.change((now) => (now.fails = { save: failures.notSaved }))
    await expect(machine.suspend(never)).rejects.toThrow("Échec de l'opération")
    expect(vm()?.state).toBe(2)
    become(3, 'Off')
    expect((await machine.exited).reason).toMatch(/turned off/)
  })

  it.each([
    ['other settings', async () => void (spec = { ...spec, settings: { ...spec.settings, cpus: 1 } })],
    ['another image', async () => void (spec = { ...spec, image: { ...spec.image, id: 'other' } })],
    ['another disk', async () => writeFile(spec.dataDisk, 'another')],
    ['no record', async () => rm(paths.machine.processRecord)],
    [
      'a state that Hyper-V cannot read',
      async () => {
        windows.change((now) => (now.fails = { start: failures.notRestored }))
      },
    ],
  ])('is not done with %s: the state is dropped, and said', async (_, spoil) => {
    await (await start()).suspend(never)
    await spoil()
    const told: string[] = []
    expect(await driver.resume(spec, never, (line) => told.push(line))).toBeNull()
    expect(told.join()).toMatch(/the suspended state is not used/)
    expect(vm()?.state).toBe(3)
    expect(await driver.find()).toEqual({ kind: 'nothing' })
  })

  it('called off leaves it suspended', async () => {
    await (await start()).suspend(never)
    windows.change((now) => (now.hangs = 'start'))
    const stop = new AbortController()
    const resuming = driver.resume(spec, stop.signal, quiet)
    resuming.catch(quiet)
    await expect.poll(() => callsOf('start').length).toBe(2)
    stop.abort()
    await expect(resuming).rejects.toMatchObject({ code: 'cancelled' })
    windows.change((now) => (now.hangs = null))
    expect(kept((await driver.resume(spec, never, quiet))!).settings).toEqual(spec.settings)
  })
})

describe('a machine without a host', () => {
  it('is taken over with what it was started with', async () => {
    ;(await start()).release()
    driver = another()
    const machine = kept((await driver.adopt({ ...spec, settings: { ...spec.settings, cpus: 1 } }, never))!)
    expect(machine.settings).toEqual(spec.settings)
    await machine.kill()
  })

  it('that nobody knows anything of is turned off', async () => {
    ;(await start()).release()
    await rm(paths.machine.processRecord)
    expect(await driver.adopt(spec, never)).toBeNull()
    expect(vm()?.state).toBe(3)
  })

  it('is none for who may not see it', async () => {
    windows.change((now) => (now.fails = { inspect: failures.notAllowed }))
    expect(await driver.find()).toEqual({ kind: 'nothing' })
  })
})

describe('the way to the guest', () => {
  it('is asked for anew each time: IPv4, and the neighbour table where the guest tells nothing', async () => {
    const machine = await start()
    const reached = async (): Promise<string | undefined> => {
      const socket = await machine.connect(never)
      socket.resume().on('error', quiet)
      const at = 'remoteAddress' in socket ? (socket.remoteAddress as string) : undefined
      socket.destroy()
      return at
    }
    expect(await reached()).toBe('127.0.0.1')
    windows.change((now) =>
      Object.assign(now, { told: ['fe80::1', '169.254.1.1', '127.0.0.9'], near: ['127.0.0.1'] }),
    )
    expect(await reached()).toBe('127.0.0.1')
    windows.change((now) => Object.assign(now, { told: [], near: [] }))
    await expect(machine.connect(never)).rejects.toMatchObject({
      code: 'guest-unreachable',
      message: 'The machine cannot be reached. It has no address yet.',
    })
  })

  it('tells that the guest is ready where its console cannot be read', async () => {
    windows.change((now) => (now.told = []))
    const machine = await start()
    let ready = false
    const waiting = machine.console.mark('sshd', never).then(() => (ready = true))
    await expect.poll(() => callsOf('addresses').length).toBeGreaterThan(1)
    expect(ready).toBe(false)
    windows.change((now) => (now.told = ['127.0.0.1']))
    await waiting
  })

  it('is the console too, where it can be read', async () => {
    windows.change((now) => (now.told = []))
    const pipe = createServer((socket) => {
      socket.write(
        'berth: address 127.0.0.1\r\nberth: mark sshd 3.0\r\nberth: fail engine It does not start.\r\n',
      )
    })
    await new Promise<void>((resolve) => pipe.listen(paths.run.consoleSocket, resolve))
    const machine = await start()
    await machine.console.mark('sshd', never)
    await expect.poll(() => machine.console.failure?.step).toBe('engine')
    // Neither service nor neighbour table knows where it is.
    ;(await machine.connect(never)).destroy()
    become(3, 'Off')
    expect(await machine.exited).toMatchObject({
      expected: false,
      reason: expect.stringMatching(/It does not start/) as string,
    })
    expect(await readFile(paths.consoleLog, 'utf8')).toContain('berth: mark sshd')
    pipe.close()
  })
})

describe('the data disk', () => {
  it('grows without an administrator, never shrinks, and takes a saved guest along that knew the old size', async () => {
    expect((await stat(spec.dataDisk)).size).toBeLessThan(32 * 2 ** 20)
    await (await start()).suspend(never)
    await driver.prepareDisk(spec.dataDisk, 8)
    expect(vm()?.state).toBe(6)
    await driver.prepareDisk(spec.dataDisk, 9)
    expect(vm()?.state).toBe(3)
    expect(await vhdxBytes(spec.dataDisk)).toBe(9 * GiB)
    await expect(driver.prepareDisk(spec.dataDisk, 8)).rejects.toMatchObject({ code: 'settings-invalid' })
    await writeFile(spec.dataDisk, 'spoiled')
    await expect(driver.prepareDisk(spec.dataDisk, 9)).rejects.toThrow('it is no VHDX')
    expect(await readFile(spec.dataDisk, 'utf8')).toBe('spoiled')
  })
})

describe('what is needed', () => {
  it('is looked at, and refused with the first thing to put right', async () => {
    windows.change((now) => Object.assign(now.facts, { allowed: false, member: true }))
    driver = another()
    await expect(driver.check(never)).rejects.toMatchObject({
      code: 'hypervisor-missing',
      message: 'You may use Hyper-V, but this session does not know it yet.',
    })
    const look = await driver.look('auto', never)
    expect(look.accelerators[0]?.refused).toMatch(/does not know it yet/)
    expect(look.version).toBe('Hyper-V of Windows build 22631')
  })

  it('is set up by one question, and by none where nothing is missing', async () => {
    await driver.setUp(never)
    expect(callsOf('elevate')).toEqual([])
    windows.change((now) => {
      Object.assign(now.facts, { feature: 2, allowed: false, member: false })
      now.elevated = 3010
    })
    await expect(driver.setUp(never)).rejects.toThrow('Windows has to restart first')
    const [asked] = callsOf('elevate')
    expect(asked?.['Program']).toBe(windows.program)
    expect((asked?.['Arguments'] as string[]).slice(-4)).toEqual([
      '-File',
      expect.stringMatching(/^".*set-up\.ps1"$/),
      '-Member',
      'S-1-5-21-1-2-3-1001',
    ])
    windows.change((now) => {
      now.elevated = null
      now.fails = { elevate: failures.declined }
    })
    await expect(driver.setUp(never)).rejects.toThrow('Nobody let Berth set Hyper-V up')
    windows.change((now) => (now.elevated = 3))
    await expect(driver.setUp(never)).rejects.toThrow('could not be let use')
  })
})

it('is removed from Hyper-V with all but its disks', async () => {
  ;(await start()).release()
  await driver.remove()
  expect(windows.read().vms).toEqual([])
  expect((await stat(spec.dataDisk)).size).toBeGreaterThan(0)
  expect(await driver.find()).toEqual({ kind: 'nothing' })
})

it('takes numbers and lists as they come through another session', async () => {
  windows.change((now) => Object.assign(now, { deserialised: true, told: ['fe80::2', '127.0.0.1'] }))
  const machine = await start()
  ;(await machine.connect(never)).destroy()
  expect(await driver.find()).toMatchObject({ kind: 'orphan' })
})
