import { beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../../../tests/fakes/driver.ts'
import { fakeParts, guestError } from '../../../tests/fakes/lifecycle.ts'
import { Machine } from './machine.ts'
import type { MachineSnapshot } from './state.ts'

let parts: ReturnType<typeof fakeParts>
let machine: Machine

beforeEach(() => {
  parts = fakeParts()
  machine = new Machine(parts)
})

const start = (): Promise<void> => machine.start({ cold: false })
const stop = (force = false): Promise<void> => machine.stop({ force })
const atRest = (): unknown => [machine.snapshot.state, parts.driver.running]

/** Resolves at the first snapshot that fits. */
function told(fits: (snapshot: MachineSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = machine.changes.subscribe((snapshot) => {
      if (!fits(snapshot)) return
      end()
      resolve()
    })
  })
}
const inStep = (name: string): Promise<void> =>
  told(({ activity }) => activity?.steps.some((one) => one.name === name && one.state === 'running') ?? false)

/** A machine that this home suspended earlier. */
async function suspended(): Promise<void> {
  parts.driver.suspended = true
  await machine.recover()
}

describe('cancel', () => {
  it('in the same turn as the start keeps the driver from being asked', async () => {
    const starting = start()
    const cancelling = machine.cancel()
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
    await cancelling
    expect([atRest(), parts.driver.calls]).toEqual([['stopped', null], []])
  })

  it('leaves nothing running after however many turns of the start', async () => {
    for (let turns = 0; turns < 150; turns++) {
      const starting = start().catch((error: unknown) => error)
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      await stop()
      await starting
      expect([turns, atRest()]).toEqual([turns, ['stopped', null]])
    }
    expect(parts.hooks.asked).toContain('power off')
  })

  it('counts as such, whatever broke when the start was called off', async () => {
    parts.hooks.gate = new Gate()
    const there = inStep('Reach the guest')
    const starting = start()
    await there
    parts.driver.running!.console.failure = { step: 'disks', sentence: 'The disk is gone.' }
    const cancelling = machine.cancel()
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
    await cancelling
    expect(machine.snapshot).toMatchObject({ state: 'stopped', errors: [], activity: null })
  })
})

describe('stop of a suspended machine', () => {
  it('stops it even when its start was just asked for and has to be called off', async () => {
    await suspended()
    const starting = start()
    await Promise.all([stop(), expect(starting).rejects.toMatchObject({ code: 'cancelled' })])
    expect([atRest(), parts.driver.suspended]).toEqual([['stopped', null], false])
    expect(parts.hooks.asked).toContain('power off')
  })

  it('is joined by another', async () => {
    await suspended()
    await Promise.all([stop(), stop()])
    expect(parts.hooks.asked).toEqual(['attach resume', 'power off', 'detach'])
    expect(atRest()).toEqual(['stopped', null])
  })

  it('is done when the state turns out to be of no use', async () => {
    await suspended()
    parts.driver.resumable = false
    await stop()
    expect([parts.driver.calls, machine.snapshot.state]).toEqual([['resume'], 'stopped'])
  })

  it('is hurried by force while it resumes', async () => {
    await suspended()
    parts.hooks.gate = new Gate()
    const there = inStep('Reach the guest')
    const stopping = stop()
    await there
    await Promise.all([stopping, stop(true)])
    expect(atRest()).toEqual(['stopped', null])
    expect(parts.hooks.asked).not.toContain('power off')
  })

  it('by force is waited for by a start, which then finds no state', async () => {
    await suspended()
    await Promise.all([stop(true), start()])
    expect(machine.snapshot).toMatchObject({ state: 'running', lastStart: { kind: 'cold' } })
  })

  it('says why it cannot be resumed, and keeps the state', async () => {
    await suspended()
    parts.driver.checkError = guestError('QEMU is gone.')
    await expect(stop()).rejects.toThrow('QEMU is gone.')
    expect([machine.snapshot.state, parts.driver.suspended]).toEqual(['failed', true])
    await stop(true)
    expect([machine.snapshot.state, parts.driver.suspended]).toEqual(['stopped', false])
  })
})

describe('stop of a failed machine', () => {
  it('does not claim that a process is gone which nothing could end', async () => {
    await start()
    parts.driver.running!.kill = () => Promise.reject(guestError('It does not end.'))
    await expect(stop(true)).rejects.toThrow('It does not end.')
    await expect(stop(true)).rejects.toThrow(/process 1 does not end/)
    expect(machine.snapshot.state).toBe('failed')
  })
})

describe('suspend', () => {
  it('that fails with a guest that is not reached again ends the machine, and says which failed', async () => {
    await start()
    parts.driver.running!.suspends = 'badly'
    parts.hooks.failing.set('adopt', guestError('No answer.'))
    await expect(machine.suspend()).rejects.toMatchObject({ code: 'disk-full' })
    expect(atRest()).toEqual(['failed', null])
    expect(machine.snapshot.errors).toMatchObject([{ message: 'No answer.' }])
  })

  it('that fails leaves one listener on the troubles, and an eye on the end', async () => {
    await start()
    const running = parts.driver.running!
    running.suspends = 'badly'
    await machine.suspend().catch(() => undefined)
    const seen: number[] = []
    machine.changes.subscribe(({ errors }) => seen.push(errors.length))
    running.meet({ message: 'The disk is full.', hint: 'Free some.' })
    expect(seen).toEqual([1])
    running.end({ expected: false, reason: 'Killed.' })
    await expect.poll(() => machine.snapshot.state).toBe('failed')
    expect(parts.hooks.asked.at(-1)).toBe('detach')
  })
})

describe('recover', () => {
  it('finds nothing, and says nothing', async () => {
    await machine.recover()
    expect(machine.snapshot).toMatchObject({ state: 'stopped', errors: [], activity: null })
  })

  it('never rejects: what it could not find out is in the snapshot', async () => {
    parts.driver.find = () => Promise.reject(guestError('The folder is not readable.'))
    await machine.recover()
    expect(machine.snapshot).toMatchObject({
      state: 'failed',
      errors: [{ message: 'The folder is not readable.' }],
    })
  })

  it('of a machine that is lost lets a start that waited go on to start one', async () => {
    parts.driver.orphan = true
    parts.driver.adoptable = false
    const there = told(({ state }) => state === 'starting')
    const recovering = machine.recover()
    await there
    await Promise.all([recovering, start()])
    expect(machine.snapshot).toMatchObject({ state: 'running', lastStart: { kind: 'cold' } })
    expect(parts.driver.calls).toEqual(['adopt', 'disk 64', 'start'])
  })
})
