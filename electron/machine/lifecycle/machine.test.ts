import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDriver, Gate } from '../../../tests/fakes/driver.ts'
import { BerthError } from '../../base/errors.ts'
import { silent } from '../../base/log.ts'
import type { StepRunner } from '../../base/steps.ts'
import type { GuestAccess } from '../guest-hooks.ts'
import { defaultsFor } from '../settings/defaults.ts'
import { Machine } from './machine.ts'
import type { MachineSnapshot } from './state.ts'

let driver: FakeDriver
let machine: Machine
/** what the guest's side was asked, in order */
let asked: string[]
let attachGate: Gate | null
let attachError: BerthError | null
let powerOff: () => Promise<void>
let states: string[]
let imageError: BerthError | null
let settings: ReturnType<typeof defaultsFor>
let writeOutError: BerthError | null

beforeEach(() => {
  driver = new FakeDriver()
  asked = []
  states = []
  attachGate = null
  attachError = null
  imageError = null
  writeOutError = null
  settings = defaultsFor({ cpus: 2, memoryMiB: 8192 })
  powerOff = async () => driver.running?.end({ expected: true, reason: 'The guest powered itself off.' })
  machine = new Machine({
    driver,
    log: silent,
    settings: async () => settings,
    image: async () => {
      if (imageError) throw imageError
      return { kernel: 'k', initramfs: 'i', root: 'r', id: 'image' }
    },
    writeSeed: async () => void asked.push('seed'),
    dataDisk: 'data',
    seedDisk: 'seed',
    hooks: {
      attach: async (link: GuestAccess, steps: StepRunner, kind) => {
        asked.push(`attach ${kind}`)
        const plan = { name: 'Reach the guest', deadlineMs: 60_000, hint: 'hint' }
        await steps.run(plan, async (signal) => {
          await link.sshReady(signal)
          await attachGate?.pass(signal)
          if (attachError) throw attachError
        })
      },
      detach: async () => void asked.push('detach'),
      writeOut: async () => {
        asked.push('write out')
        if (writeOutError) throw writeOutError
      },
      powerOff: async () => {
        asked.push('power off')
        await powerOff()
      },
    },
  })
  machine.changes.subscribe((snapshot) => {
    if (states.at(-1) !== snapshot.state) states.push(snapshot.state)
  })
})

const start = (): Promise<void> => machine.start({ cold: false })
const stop = (force = false): Promise<void> => machine.stop({ force })
const failure = (message: string): BerthError => new BerthError('guest-failed', message, { hint: 'do this' })

/** Resolves when a snapshot fits. */
function until(fits: (snapshot: MachineSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = machine.changes.subscribe((snapshot) => {
      if (!fits(snapshot)) return
      end()
      resolve()
    })
    if (fits(machine.snapshot)) {
      end()
      resolve()
    }
  })
}

const inStep = (name: string): Promise<void> =>
  until(({ activity }) => activity?.steps.at(-1)?.name === name && activity.steps.at(-1)?.state === 'running')

describe('start', () => {
  it('goes from power-off to an answering engine in named steps', async () => {
    await start()
    expect(states).toEqual(['starting', 'running'])
    expect(driver.calls).toEqual(['disk 64', 'start'])
    expect(asked).toEqual(['seed', 'attach cold'])
    const { lastStart, accelerator, errors, activity } = machine.snapshot
    expect(lastStart?.kind).toBe('cold')
    expect(lastStart?.steps.map((step) => step.name)).toEqual([
      'Check this computer',
      'Check the image',
      'Make the disk',
      'Boot Alpine',
      'Reach the guest',
    ])
    expect([accelerator, errors, activity]).toEqual(['tcg', [], null])
  })

  it('joins one that is under way, and does nothing while running', async () => {
    await Promise.all([start(), start(), start()])
    await start()
    expect(driver.calls).toEqual(['disk 64', 'start'])
  })

  it('resumes what is suspended, unless asked for a cold one', async () => {
    driver.suspended = true
    await machine.recover()
    expect(machine.snapshot.state).toBe('suspended')
    await start()
    expect([driver.calls, asked]).toEqual([['resume'], ['attach resume']])
    expect(machine.snapshot.lastStart).toMatchObject({ kind: 'resume' })
    await machine.suspend()
    await machine.start({ cold: true })
    expect(driver.calls.at(-1)).toBe('start')
  })

  it('starts cold when the state does not fit, or its guest does not answer', async () => {
    driver.suspended = true
    driver.resumable = false
    await start()
    expect(driver.calls).toEqual(['resume', 'disk 64', 'start'])
    await machine.suspend()
    driver.resumable = true
    attachError = failure('no answer')
    const waiting = start()
    await until(({ activity }) => activity?.steps.some((step) => step.state === 'failed') ?? false)
    attachError = null
    await waiting
    expect(machine.snapshot).toMatchObject({ state: 'running', lastStart: { kind: 'cold' } })
  })

  it('that fails leaves nothing running, and says why until the next', async () => {
    attachError = failure('The engine does not answer.')
    await expect(start()).rejects.toThrow('The engine does not answer.')
    expect(driver.running).toBeNull()
    expect(machine.snapshot).toMatchObject({
      state: 'failed',
      errors: [{ step: 'Reach the guest', message: 'The engine does not answer.', hint: 'do this' }],
      activity: { kind: 'start' },
    })
    attachError = null
    await start()
    expect(machine.snapshot).toMatchObject({ state: 'running', errors: [] })
  })

  it.each([
    ['Check this computer', () => (driver.checkError = failure('no QEMU'))],
    ['Check the image', () => (imageError = failure('damaged'))],
    ['Boot Alpine', () => (driver.startError = failure('does not boot'))],
  ])('names the step "%s" when it fails', async (step, spoil) => {
    spoil()
    await expect(start()).rejects.toMatchObject({ step })
    expect(machine.snapshot.errors).toMatchObject([{ step }])
  })

  it("prefers the guest's own word to whatever we noticed", async () => {
    attachGate = new Gate()
    const waiting = start()
    await inStep('Reach the guest')
    driver.running!.console.failure = { step: 'disks', sentence: 'The seed disk is missing.' }
    driver.running!.end({ expected: true, reason: 'The guest powered itself off.' })
    await expect(waiting).rejects.toThrow('The guest gave up at "disks": The seed disk is missing.')
    expect(machine.snapshot.state).toBe('failed')
  })
})

describe('cancel', () => {
  it('ends a start in any step, with nothing left', async () => {
    driver.startGate = new Gate()
    const waiting = start()
    waiting.catch(() => undefined)
    await inStep('Boot Alpine')
    await machine.cancel()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect([machine.snapshot.state, driver.running, machine.snapshot.errors]).toEqual(['stopped', null, []])
  })

  it('ends what comes up too late', async () => {
    driver.startGate = new Gate()
    driver.startIgnoresSignal = true
    const waiting = start()
    waiting.catch(() => undefined)
    await inStep('Boot Alpine')
    const cancelling = machine.cancel()
    driver.startGate.open()
    await cancelling
    expect([machine.snapshot.state, driver.running]).toEqual(['stopped', null])
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('kills a machine that runs already, and has no effect without a start', async () => {
    attachGate = new Gate()
    const waiting = start()
    waiting.catch(() => undefined)
    await inStep('Reach the guest')
    await machine.cancel()
    expect(driver.running).toBeNull()
    expect(asked.at(-1)).toBe('detach')
    await machine.cancel()
    expect(machine.snapshot.state).toBe('stopped')
  })
})

describe('stop', () => {
  it('asks the guest first', async () => {
    await start()
    const running = driver.running!
    await stop()
    expect(asked.slice(-2)).toEqual(['power off', 'detach'])
    expect(running.calls).toEqual([])
    expect(states).toEqual(['starting', 'running', 'stopping', 'stopped'])
  })

  it('presses the button when the guest cannot be asked, and ends it by force when asked to', async () => {
    powerOff = () => Promise.reject(failure('no connection'))
    await start()
    let running = driver.running!
    await stop()
    expect(running.calls).toEqual(['button'])
    await start()
    running = driver.running!
    await stop(true)
    expect(running.calls).toEqual(['kill'])
  })

  it('is joined by a second one, and hurried by one with force', async () => {
    powerOff = () => new Promise(() => undefined)
    await start()
    const running = driver.running!
    const first = stop()
    await inStep('Ask the guest to power off')
    const second = stop(true)
    await Promise.all([first, second])
    expect(running.calls).toEqual(['kill'])
    expect(machine.snapshot.state).toBe('stopped')
  })

  it('calls off a start that is under way', async () => {
    driver.startGate = new Gate()
    const waiting = start()
    waiting.catch(() => undefined)
    await inStep('Boot Alpine')
    await stop()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect([machine.snapshot.state, driver.running]).toEqual(['stopped', null])
  })

  it('is waited for by a start', async () => {
    powerOff = async () => undefined
    await start()
    const running = driver.running!
    const stopping = stop()
    await inStep('Ask the guest to power off')
    const starting = start()
    running.end({ expected: true, reason: 'The guest powered itself off.' })
    await Promise.all([stopping, starting])
    expect(machine.snapshot.state).toBe('running')
    expect(driver.running).not.toBe(running)
  })

  it('of a suspended machine resumes it, so that it can end in order; with force it drops the state', async () => {
    driver.suspended = true
    await machine.recover()
    await stop()
    expect([driver.calls, asked]).toEqual([['resume'], ['attach resume', 'power off', 'detach']])
    driver.suspended = true
    await machine.recover()
    await stop(true)
    expect(driver.calls.at(-1)).toMatch(/^drop /)
    expect(machine.snapshot.state).toBe('stopped')
  })

  it('does nothing when stopped, and clears a failure', async () => {
    await stop()
    driver.startError = failure('does not boot')
    await start().catch(() => undefined)
    expect(machine.snapshot.state).toBe('failed')
    await stop()
    expect(machine.snapshot).toMatchObject({ state: 'stopped', errors: [] })
  })
})

describe('restart', () => {
  it('stops and starts from power-off', async () => {
    await start()
    await machine.restart()
    expect(driver.calls.filter((call) => call === 'start')).toHaveLength(2)
    expect(asked).toContain('power off')
  })
})

describe('suspend', () => {
  it('lets go of the guest, then writes the state', async () => {
    await start()
    await machine.suspend()
    expect(asked.at(-1)).toBe('detach')
    expect(machine.snapshot.state).toBe('suspended')
    await machine.suspend()
  })

  it('that fails lets the machine run on, with the guest reached again', async () => {
    await start()
    driver.running!.suspends = 'badly'
    await expect(machine.suspend()).rejects.toMatchObject({ code: 'disk-full' })
    expect(asked.slice(-2)).toEqual(['detach', 'attach adopt'])
    expect(machine.snapshot.state).toBe('running')
  })

  it('in memory has the guest write its disk out before, as far as it can be asked', async () => {
    await start()
    await machine.suspend()
    expect(asked).not.toContain('write out')
    driver.capabilities = { ...driver.capabilities, suspend: 'in-memory' }
    for (const error of [null, failure('The guest does not answer.')]) {
      await start()
      asked = []
      writeOutError = error
      await machine.suspend()
      expect(asked).toEqual(['write out', 'detach'])
      expect(machine.snapshot.state).toBe('suspended')
    }
  })

  it('waits for a start, joins another, and says when there is nothing to suspend', async () => {
    await expect(machine.suspend()).rejects.toMatchObject({ code: 'not-running' })
    const starting = start()
    await Promise.all([machine.suspend(), machine.suspend(), starting])
    expect(machine.snapshot.state).toBe('suspended')
  })

  it('is refused by a driver that cannot', async () => {
    driver.capabilities = { ...driver.capabilities, suspend: false }
    await start()
    await expect(machine.suspend()).rejects.toMatchObject({ code: 'bad-input' })
    expect(machine.snapshot.state).toBe('running')
  })

  it('is refused while folders are shared, by a driver that cannot with these', async () => {
    driver.capabilities = { ...driver.capabilities, shares: { filesystem: '9p', suspend: false } }
    settings = { ...settings, sharedFolders: [import.meta.dirname] }
    await start()
    await expect(machine.suspend()).rejects.toThrow('cannot suspend a machine that has shared folders')
    expect(machine.snapshot.state).toBe('running')
    driver.capabilities = { ...driver.capabilities, shares: { filesystem: 'virtiofs', suspend: true } }
    await machine.suspend()
    expect(machine.snapshot.state).toBe('suspended')
  })
})

describe('a running machine', () => {
  it('that ends by itself in order is stopped', async () => {
    await start()
    driver.running!.end({ expected: true, reason: 'The guest powered itself off.' })
    await until(({ state }) => state === 'stopped')
    await expect.poll(() => asked.at(-1)).toBe('detach')
  })

  it('that is killed is failed, with the reason; the next start recovers', async () => {
    await start()
    driver.running!.end({ expected: false, reason: 'QEMU ended by signal SIGKILL.' })
    await until(({ state }) => state === 'failed')
    expect(machine.snapshot.errors).toMatchObject([
      { message: 'The machine ended unexpectedly. QEMU ended by signal SIGKILL.' },
    ])
    expect(machine.snapshot.errors[0]?.hint).toContain('berth start')
    await start()
    expect(machine.snapshot).toMatchObject({ state: 'running', errors: [] })
  })

  it('tells a trouble and its end; a start tries to go on', async () => {
    await start()
    const running = driver.running!
    running.meet({ message: "The host's disk is full.", hint: 'Free some.' })
    expect(machine.snapshot).toMatchObject({
      state: 'running',
      errors: [{ message: "The host's disk is full." }],
    })
    await start()
    expect(running.calls).toEqual(['retry'])
    running.meet(null)
    expect(machine.snapshot.errors).toEqual([])
  })

  it('is let go of when the host ends', async () => {
    await start()
    const running = driver.running!
    await machine.release()
    expect([running.calls, asked.at(-1)]).toEqual([['release'], 'detach'])
    expect(driver.running).toBe(running)
  })

  it('is not left half-started by a host that ends', async () => {
    driver.startGate = new Gate()
    const waiting = start()
    waiting.catch(() => undefined)
    await inStep('Boot Alpine')
    await machine.release()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect(driver.running).toBeNull()
  })
})

describe('recover', () => {
  it('takes over a machine that runs without a host', async () => {
    driver.orphan = true
    await machine.recover()
    expect([driver.calls, asked]).toEqual([['adopt'], ['attach adopt']])
    expect(machine.snapshot).toMatchObject({
      state: 'running',
      lastStart: null,
      settings: driver.running?.settings,
    })
  })

  it('is stopped when there is nothing to take over any more', async () => {
    driver.orphan = true
    driver.adoptable = false
    await machine.recover()
    expect(machine.snapshot.state).toBe('stopped')
  })

  it('ends a machine whose guest does not answer, with a word', async () => {
    driver.orphan = true
    attachError = failure('no answer')
    await machine.recover()
    expect(driver.running).toBeNull()
    expect(machine.snapshot).toMatchObject({ state: 'failed', errors: [{ message: 'no answer' }] })
  })
})
