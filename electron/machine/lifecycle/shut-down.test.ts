import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeMachine } from '../../../tests/fakes/driver.ts'
import { fakeParts, FakeSteps, guestError } from '../../../tests/fakes/lifecycle.ts'
import { silent } from '../../base/log.ts'
import { shutDown } from './shut-down.ts'

const ask = 'Ask the guest to power off'
const press = 'Press the power button'
const force = 'End the machine by force'

let parts: ReturnType<typeof fakeParts>
let machine: FakeMachine
let steps: FakeSteps
let polite: AbortController

beforeEach(() => {
  parts = fakeParts()
  machine = new FakeMachine(parts.driver)
  parts.driver.running = machine
  steps = new FakeSteps()
  polite = new AbortController()
  return () => vi.useRealTimers()
})

const stop = (): Promise<void> => shutDown(machine, parts.hooks, steps.runner, polite.signal, silent)
const deaf = (): Promise<void> => new Promise(() => undefined)

describe('the ladder', () => {
  it('ends at its first rung with a guest that powers off', async () => {
    await stop()
    expect([steps.told, machine.calls]).toEqual([[`${ask}: done`], []])
    expect(parts.hooks.asked).toEqual(['power off', 'detach'])
  })

  it('presses the button when the guest cannot be asked', async () => {
    parts.hooks.powersOff = () => Promise.reject(guestError('No connection.'))
    await stop()
    expect(steps.told).toEqual([`${ask}: failed`, `${press}: done`])
    expect(machine.calls).toEqual(['button'])
  })

  it('goes by the machine, not by the answer: a guest that never answers but ends is done', async () => {
    parts.hooks.powersOff = deaf
    const asking = steps.at(ask)
    const stopping = stop()
    await asking
    machine.end({ expected: true, reason: 'The guest powered itself off.' })
    await stopping
    expect(steps.told).toEqual([`${ask}: done`])
  })

  it('gives each rung its time, then ends the machine by force', async () => {
    vi.useFakeTimers()
    parts.hooks.powersOff = async () => undefined
    machine.buttonWorks = false
    const stopping = stop()
    await vi.advanceTimersByTimeAsync(44_000)
    expect(steps.told).toEqual([`${ask}: running`])
    await vi.advanceTimersByTimeAsync(1500)
    expect(steps.told).toEqual([`${ask}: failed`, `${press}: running`])
    await vi.advanceTimersByTimeAsync(20_000)
    await stopping
    expect(steps.told).toEqual([`${ask}: failed`, `${press}: failed`, `${force}: done`])
    expect(machine.calls).toEqual(['button', 'kill'])
  })

  it('skips to the last rung when force is wanted from the start', async () => {
    polite.abort()
    await stop()
    expect([steps.told, machine.calls]).toEqual([[`${force}: done`], ['kill']])
    expect(parts.hooks.asked).toEqual(['detach'])
  })

  it.each([ask, press])('skips to the last rung when force is wanted during "%s"', async (rung) => {
    parts.hooks.powersOff = rung === ask ? deaf : () => Promise.reject(guestError('No connection.'))
    machine.buttonWorks = false
    const there = steps.at(rung)
    const stopping = stop()
    await there
    polite.abort()
    await stopping
    expect(steps.told.at(-1)).toBe(`${force}: done`)
    expect(machine.calls.at(-1)).toBe('kill')
    expect(machine.calls.includes('button')).toBe(rung === press)
  })

  it('tells a guest that is being asked to let it be', async () => {
    let told: AbortSignal | null = null
    parts.hooks.powersOff = (signal) => {
      told = signal
      return deaf()
    }
    const asking = steps.at(ask)
    const stopping = stop()
    await asking
    await vi.waitFor(() => expect(told).not.toBeNull())
    polite.abort()
    await stopping
    expect(told).toMatchObject({ aborted: true })
  })

  it('rejects when the hypervisor survives even force, and lets go of the guest all the same', async () => {
    polite.abort()
    machine.kill = () => Promise.reject(guestError('It does not end.'))
    await expect(stop()).rejects.toMatchObject({ message: 'It does not end.', step: force })
    expect(parts.hooks.asked).toEqual(['detach'])
  })
})
