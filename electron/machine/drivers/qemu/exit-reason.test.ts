import { describe, expect, it } from 'vitest'
import { ExitReason } from './exit-reason.ts'

const quiet = { failure: null, panic: null }
const ok = { code: 0, signal: null }

describe('ExitReason', () => {
  it.each([
    ['guest-shutdown', true, 'The guest powered itself off.'],
    ['guest-reset', true, 'The guest asked for a reboot; the machine is off instead.'],
    ['guest-panic', false, "The guest's kernel panicked."],
    ['host-signal', false, 'QEMU ended with exit code 0. It said: terminating on signal 15'],
  ])('%s: expected %s', (cause, expected, reason) => {
    const exit = new ExitReason()
    exit.shutdown(cause)
    expect(exit.explain(ok, 'terminating on signal 15', quiet)).toEqual({ expected, reason })
  })

  it('prefers what we asked for, then what the guest said, to what QEMU says', () => {
    const exit = new ExitReason()
    exit.shutdown('guest-shutdown')
    const failure = { step: 'disks', sentence: 'No data disk.' }
    expect(exit.explain(ok, '', { failure, panic: null })).toEqual({
      expected: false,
      reason: 'The guest failed (disks): No data disk.',
    })
    expect(exit.explain(ok, '', { failure: null, panic: 'no init' }).reason).toContain('panicked: no init')
    exit.ask('It was suspended.')
    expect(exit.explain(ok, '', { failure, panic: null })).toEqual({
      expected: true,
      reason: 'It was suspended.',
    })
  })

  it('has a word for an end that nobody explained', () => {
    expect(new ExitReason().explain({ code: null, signal: null }, '', quiet)).toEqual({
      expected: false,
      reason: 'QEMU ended for a reason not known.',
    })
  })
})
