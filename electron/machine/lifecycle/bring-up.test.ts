import { beforeEach, describe, expect, it } from 'vitest'
import { Gate, machineSettings } from '../../../tests/fakes/driver.ts'
import { fakeParts, FakeSteps, guestError } from '../../../tests/fakes/lifecycle.ts'
import { attachAgain, bringUp, giveUp, resumeSuspended, takeOverRunning } from './bring-up.ts'

const checks = ['Check this computer: done', 'Check the image: done']
const exit = { expected: false, reason: 'QEMU ended by signal SIGKILL.' }

let parts: ReturnType<typeof fakeParts>
let steps: FakeSteps

beforeEach(() => {
  parts = fakeParts()
  steps = new FakeSteps()
})

describe('bringUp', () => {
  it('makes the disk and writes the seed before it boots', async () => {
    const up = await bringUp(parts, steps.runner, false)
    expect(up).toEqual({ machine: parts.driver.running, kind: 'cold' })
    expect(steps.told).toEqual([
      ...checks,
      'Make the disk: done',
      'Boot Alpine: done',
      'Reach the guest: done',
    ])
    expect(parts.hooks.asked).toEqual(['seed', 'attach cold'])
  })

  it('starts without what the driver cannot do, and without a folder that is not there', async () => {
    const sharedFolders = [import.meta.dirname, '/srv/is not there']
    const settings = async () => ({ ...machineSettings, sharedFolders, rosetta: true })
    const none = await bringUp({ ...parts, settings }, steps.runner, true)
    expect(none.machine.settings).toMatchObject({ sharedFolders: [], rosetta: false })
    await none.machine.kill()
    parts.driver.capabilities = {
      ...parts.driver.capabilities,
      shares: { filesystem: '9p', suspend: false },
      rosetta: true,
    }
    const some = await bringUp({ ...parts, settings }, steps.runner, true)
    expect(some.machine.settings).toMatchObject({ sharedFolders: [import.meta.dirname], rosetta: true })
  })

  it('leaves the disks alone when it resumes: the suspended guest has them in use', async () => {
    parts.driver.suspended = true
    expect(await bringUp(parts, steps.runner, false)).toMatchObject({ kind: 'resume' })
    expect([parts.driver.calls, parts.hooks.asked]).toEqual([['resume'], ['attach resume']])
  })

  it('does not wait for a word of a resumed guest, which said it before', async () => {
    parts.driver.suspended = true
    const resume = parts.driver.resume.bind(parts.driver)
    parts.driver.resume = async () => {
      const machine = await resume()
      if (machine) machine.console.mark = () => Promise.reject(guestError('It says nothing.'))
      return machine
    }
    expect(await bringUp(parts, steps.runner, false)).toMatchObject({ kind: 'resume' })
  })

  it('ends a resumed guest that does not answer, and starts from power-off', async () => {
    parts.driver.suspended = true
    parts.hooks.failing.set('resume', guestError('No answer.'))
    expect(await bringUp(parts, steps.runner, false)).toMatchObject({ kind: 'cold' })
    expect(parts.hooks.asked).toEqual(['attach resume', 'detach', 'seed', 'attach cold'])
  })

  const panics = (times: number): void => {
    const start = parts.driver.start.bind(parts.driver)
    let boots = 0
    parts.driver.start = async (spec, signal) => {
      const machine = await start(spec, signal)
      if (++boots > times) return machine
      machine.console.panic = 'Fatal exception in interrupt'
      machine.console.mark = () => Promise.reject(guestError('The machine ended before its guest was ready.'))
      return machine
    }
  }

  it('boots once more after a guest that panicked on its way, and leaves nothing of the first', async () => {
    panics(1)
    expect(await bringUp(parts, steps.runner, false)).toMatchObject({ kind: 'cold' })
    expect(parts.hooks.asked).toEqual(['seed', 'attach cold', 'detach', 'attach cold'])
    expect(parts.driver.calls.filter((call) => call === 'start')).toHaveLength(2)
  })

  it('takes a second panic for an answer', async () => {
    panics(2)
    await expect(bringUp(parts, steps.runner, false)).rejects.toMatchObject({
      code: 'guest-panicked',
      message: "The guest's kernel panicked: Fatal exception in interrupt",
    })
    expect(parts.driver.running).toBeNull()
  })

  it('does not boot again for who has called it off', async () => {
    panics(1)
    const start = parts.driver.start.bind(parts.driver)
    parts.driver.start = async (spec, signal) => {
      const machine = await start(spec, signal)
      machine.console.mark = () => new Promise(() => undefined)
      return machine
    }
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    steps.abort.abort()
    await expect(starting).rejects.toBeDefined()
    expect(parts.driver.calls.filter((call) => call === 'start')).toHaveLength(1)
  })

  it('that is called off while a resumed guest is reached starts nothing else', async () => {
    parts.driver.suspended = true
    parts.hooks.gate = new Gate()
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    steps.abort.abort()
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
    expect([parts.driver.calls, parts.driver.running]).toEqual([['resume'], null])
  })

  it('keeps the error of a guest that is not reached, even if its machine cannot be ended', async () => {
    parts.hooks.gate = new Gate()
    parts.hooks.failing.set('cold', guestError('No answer.'))
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    parts.driver.running!.kill = () => Promise.reject(guestError('It does not end.'))
    parts.hooks.gate.open()
    await expect(starting).rejects.toThrow('No answer.')
    expect(parts.hooks.asked.at(-1)).toBe('detach')
  })

  it('says how the machine ended when it ends while its guest is reached', async () => {
    parts.hooks.gate = new Gate()
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    parts.driver.running!.end(exit)
    await expect(starting).rejects.toMatchObject({
      code: 'hypervisor-failed',
      message: `The machine ended while it started. ${exit.reason}`,
    })
  })

  it("lets the guest's own word win over what we noticed", async () => {
    parts.hooks.gate = new Gate()
    parts.hooks.failing.set('cold', guestError('No answer.'))
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    parts.driver.running!.console.failure = { step: 'disks', sentence: 'The data disk is damaged.' }
    parts.hooks.gate.open()
    await expect(starting).rejects.toMatchObject({
      message: 'The guest gave up at "disks": The data disk is damaged.',
      step: 'Boot Alpine',
    })
    expect(parts.driver.running).toBeNull()
  })
})

describe('a folder that the guest could not mount', () => {
  it('is named with the way to go on without it', async () => {
    parts.hooks.failing.set('cold', guestError('No answer.'))
    parts.hooks.gate = new Gate()
    const there = steps.at('Reach the guest')
    const starting = bringUp(parts, steps.runner, false)
    await there
    const sentence = 'The folder /srv/x could not be shared: mount: no such file'
    parts.driver.running!.console.failure = { step: 'shares', sentence }
    parts.hooks.gate.open()
    await expect(starting).rejects.toMatchObject({
      message: `The guest gave up at "shares": ${sentence}`,
      hint: expect.stringContaining('berth config set sharedFolders') as string,
    })
  })
})

describe('resumeSuspended', () => {
  it('never starts from power-off', async () => {
    parts.driver.suspended = true
    parts.driver.resumable = false
    expect(await resumeSuspended(parts, steps.runner)).toBeNull()
    parts.driver.suspended = true
    parts.driver.resumable = true
    parts.hooks.failing.set('resume', guestError('No answer.'))
    expect(await resumeSuspended(parts, steps.runner)).toBeNull()
    expect([parts.driver.calls, parts.driver.running]).toEqual([['resume', 'resume'], null])
  })
})

describe('resumeSuspended, called off', () => {
  it('says so: a state that could not be tried was not of no use', async () => {
    parts.driver.suspended = true
    parts.hooks.gate = new Gate()
    const there = steps.at('Reach the guest')
    const resuming = resumeSuspended(parts, steps.runner)
    await there
    steps.abort.abort()
    await expect(resuming).rejects.toMatchObject({ code: 'cancelled' })
    expect(parts.driver.running).toBeNull()
  })
})

describe('takeOverRunning', () => {
  it('gives the machine it took over, or null when there is none any more', async () => {
    parts.driver.orphan = true
    expect(await takeOverRunning(parts, steps.runner)).toEqual({
      machine: parts.driver.running,
      kind: 'adopt',
    })
    await giveUp(parts, parts.driver.running!)
    parts.driver.adoptable = false
    expect(await takeOverRunning(parts, new FakeSteps().runner)).toBeNull()
  })
})

describe('attachAgain', () => {
  it('ends a machine whose guest is not reached any more', async () => {
    const { machine } = await bringUp(parts, steps.runner, true)
    parts.hooks.failing.set('adopt', guestError('No answer.'))
    await expect(attachAgain(parts, steps.runner, machine)).rejects.toThrow('No answer.')
    expect(parts.driver.running).toBeNull()
  })
})
