import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withDeadline } from '../../electron/base/deadline.ts'
import type { Driver, Exit, ImageFiles, MachineSpec, RunningMachine } from '../../electron/machine/driver.ts'
import { existingDiskBytes } from '../../electron/machine/index.ts'

/** What the contract needs of a driver's own world. */
export interface Rig {
  readonly driver: Driver
  /** of a guest that says "berth: mark init" and then ticks for ever; the disks are made */
  readonly spec: MachineSpec
  /** the machine's log */
  readonly consoleLog: string
  /** a guest that does something else */
  guest(does: 'power-off' | 'fail' | 'be-silent'): Promise<ImageFiles>
  /** what of the hypervisor's runs for this home: processes, or machines that are on */
  running(): Promise<number>
  /** Ends the machine as nobody should. */
  crash(): Promise<void>
  /** when a start resolves: at the guest's first word, or when the machine is on, and its console tells the rest */
  readonly startsWith: 'first-word' | 'power'
  readonly ends: Ends
  /** an expression that makes the driver anew in another program, with the module that it needs */
  readonly source: { readonly module: string; readonly expression: string }
  dispose(): Promise<void>
}

/** How this hypervisor lets ends be told that nobody asked it for. */
interface Ends {
  readonly poweredOff: Exit
  /** `expected` where nothing shows that it was none */
  readonly crashed: { readonly expected: boolean; readonly reason: RegExp }
}

/** What is the same of all machines that live in a process of ours. */
export const inAProcess: Pick<Rig, 'startsWith' | 'ends'> = {
  startsWith: 'first-word',
  ends: {
    poweredOff: { expected: true, reason: 'The guest powered itself off.' },
    crashed: { expected: false, reason: / ended .+\./ },
  },
}

const never = new AbortController().signal
const quiet = (): void => undefined

/** What every driver has to do: see `Driver`. What only one of them does is tested beside it. */
export function driverContract(name: string, make: () => Promise<Rig>): void {
  describe(`${name}, as a driver`, () => {
    let rig: Rig
    let driver: Driver
    beforeEach(async () => {
      rig = await make()
      driver = rig.driver
      await driver.check(never)
    })
    afterEach(() => rig.dispose())

    const start = (spec = rig.spec): Promise<RunningMachine> => driver.start(spec, never, quiet)
    /** Up to the guest's first word, as the lifecycle goes about it: what a start that resolved cannot undo, its caller ends. */
    const bringUp = async (spec: MachineSpec, signal = never): Promise<void> => {
      const machine = await driver.start(spec, signal, quiet)
      try {
        await machine.console.mark('init', signal)
      } catch (error) {
        expect(rig.startsWith).toBe('power')
        await machine.kill()
        throw error
      }
    }
    const resume = (spec = rig.spec): Promise<RunningMachine | null> => driver.resume(spec, never, quiet)
    const ticks = async (): Promise<string[]> =>
      (await readFile(rig.consoleLog, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => /^tick [a-z]$/.test(line))
    const moreTicksThan = (count: number): Promise<string[]> =>
      withDeadline({ ms: 20_000, message: 'the guest ticks no more', hint: '' }, never, async (signal) => {
        for (;;) {
          const now = await ticks()
          if (now.length > count) return now
          signal.throwIfAborted()
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })

    it('makes the disk once, grows it, and never shrinks it', async () => {
      const { dataDisk, settings } = rig.spec
      const GiB = 2 ** 30
      for (const size of [settings.diskGiB, settings.diskGiB, settings.diskGiB + 6]) {
        await driver.prepareDisk(dataDisk, size, never)
        expect(await existingDiskBytes(dataDisk)).toBe(size * GiB)
      }
      await expect(driver.prepareDisk(dataDisk, settings.diskGiB, never)).rejects.toThrow(
        'A disk is never shrunk.',
      )
    })

    it('starts a machine, reads its console, says how it runs, and leaves nothing of it when it is ended', async () => {
      const machine = await start()
      await machine.console.mark('init', never)
      await moreTicksThan(1)
      expect(machine).toMatchObject({ settings: rig.spec.settings, trouble: null })
      expect(driver.capabilities.accelerators).toContain(machine.accelerator)
      expect(machine.acceleratorReason).toMatch(/\.$/)
      expect((await driver.look('auto', never)).running).toMatchObject({ accelerator: machine.accelerator })
      expect((await driver.find()).kind).toBe('orphan')
      await machine.kill()
      expect(await machine.exited).toEqual({ expected: true, reason: 'It was ended by force.' })
      expect(await rig.running()).toBe(0)
      expect(await driver.find()).toEqual({ kind: 'nothing' })
    })

    it('shares folders, where it says that it can', async () => {
      const folder = path.dirname(rig.spec.dataDisk)
      const settings = { ...rig.spec.settings, sharedFolders: driver.capabilities.shares ? [folder] : [] }
      const machine = await start({ ...rig.spec, settings })
      await machine.console.mark('init', never)
      expect(machine.settings).toEqual(settings)
      await machine.kill()
    })

    it('goes on from what was suspended, whatever folders were chosen since', async () => {
      const machine = await start()
      await machine.console.mark('init', never)
      await machine.suspend(never)
      const sharedFolders = driver.capabilities.shares ? [path.dirname(rig.spec.dataDisk)] : []
      const again = await resume({ ...rig.spec, settings: { ...rig.spec.settings, sharedFolders } })
      expect(again?.settings).toEqual(rig.spec.settings)
      await again?.kill()
    })

    it('runs one machine: a start ends what is left of an earlier one', async () => {
      const first = await start()
      first.release()
      const second = await start()
      expect(await rig.running()).toBe(1)
      await second.kill()
    })

    it('leaves nothing of a start that was called off', async () => {
      const image = await rig.guest('be-silent')
      const stop = new AbortController()
      const starting = bringUp({ ...rig.spec, image }, stop.signal)
      starting.catch(() => undefined)
      await expect.poll(() => rig.running(), { timeout: 20_000 }).toBe(1)
      stop.abort()
      await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
      expect(await rig.running()).toBe(0)
      expect(await driver.find()).toEqual({ kind: 'nothing' })
    })

    it('tells what the guest said when it failed, and leaves nothing', async () => {
      const image = await rig.guest('fail')
      await expect(bringUp({ ...rig.spec, image })).rejects.toThrow(
        'The guest failed (disks): The seed is missing.',
      )
      expect(await rig.running()).toBe(0)
    })

    it('tells how a guest ended that powered itself off, and one that was killed', async () => {
      const { poweredOff, crashed } = rig.ends
      const off = await start({ ...rig.spec, image: await rig.guest('power-off') })
      expect(await off.exited).toEqual(poweredOff)
      const machine = await start()
      await rig.crash()
      const exit = await machine.exited
      expect(exit.expected).toBe(crashed.expected)
      expect(exit.reason).toMatch(crashed.reason)
      expect(await driver.find()).toEqual({ kind: 'nothing' })
    })

    it('suspends as its capabilities say, and goes on where the guest was, once', async () => {
      const machine = await start()
      await moreTicksThan(2)
      if (driver.capabilities.suspend === false) {
        await expect(machine.suspend(never)).rejects.toThrow(/\.$/)
        return
      }
      await machine.suspend(never)
      expect(await rig.running()).toBe(driver.capabilities.suspend === 'in-memory' ? 1 : 0)
      const found = await driver.find()
      expect(found).toMatchObject({ kind: 'suspended' })
      expect(found.kind === 'suspended' && found.bytes).toBeGreaterThan(0)
      const before = await ticks()
      const again = await resume()
      await again!.console.mark('engine', never)
      expect(inSequence(await moreTicksThan(before.length + 2))).toBe(true)
      expect((await driver.find()).kind).toBe('orphan')
      await again!.kill()
      expect(await driver.find()).toEqual({ kind: 'nothing' })
      expect(await resume()).toBeNull()
    })

    it('drops a suspended machine that does not fit, and one that it is told to', async () => {
      if (driver.capabilities.suspend === false) return
      const first = await start()
      await first.suspend(never)
      const settings = { ...rig.spec.settings, memoryMiB: rig.spec.settings.memoryMiB + 64 }
      expect(await resume({ ...rig.spec, settings })).toBeNull()
      expect(await driver.find()).toEqual({ kind: 'nothing' })
      const second = await start()
      await second.suspend(never)
      await driver.dropState('the test is done')
      expect(await driver.find()).toEqual({ kind: 'nothing' })
      expect(await rig.running()).toBe(0)
    })

    it('takes over what a killed host left running, and notices its end', async () => {
      await leftByAKilledHost()
      expect((await driver.find()).kind).toBe('orphan')
      const before = (await ticks()).length
      // The settings were changed meanwhile: what runs has the old ones, and says so.
      const settings = { ...rig.spec.settings, memoryMiB: rig.spec.settings.memoryMiB * 2 }
      const machine = await driver.adopt({ ...rig.spec, settings }, never)
      expect(machine).toMatchObject({ settings: rig.spec.settings })
      await machine!.console.mark('engine', never)
      await moreTicksThan(before + 1)
      await rig.crash()
      expect((await machine!.exited).expected).toBe(rig.ends.crashed.expected)
      expect(await driver.find()).toEqual({ kind: 'nothing' })
    })

    /** Runs the driver in another program and kills that with no chance to clean up. */
    async function leftByAKilledHost(): Promise<void> {
      const url = (file: string): string => JSON.stringify(pathToFileURL(path.resolve('electron', file)).href)
      const program = `
        const { pathsOf } = await import(${url('base/paths.ts')})
        const { silent } = await import(${url('base/log.ts')})
        const module = await import(${url(rig.source.module)})
        const driver = ${rig.source.expression}
        setInterval(() => undefined, 1000)
        const { signal } = new AbortController()
        const machine = await driver.start(${JSON.stringify(rig.spec)}, signal, () => undefined)
        await machine.console.mark('init', signal)
        console.log('started')`
      const host = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await Promise.race([once(host.stdout, 'data'), once(host, 'close')])
      host.kill('SIGKILL')
      await once(host, 'close')
    }
  })
}

/**
 * Ticks as one letter after the other, nothing begun anew; and nothing left out but one, whose line the machine's stop cut
 * in two: the log has it in pieces.
 */
export function inSequence(lines: readonly string[]): boolean {
  let missing = 0
  return lines.every((line, at) => {
    const isLetter = (skipped: number): boolean => line.charCodeAt(5) === 97 + ((at + skipped) % 26)
    if (!isLetter(missing)) missing += 1
    return missing <= 1 && isLetter(missing)
  })
}
