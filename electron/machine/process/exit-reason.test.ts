import { describe, expect, it } from 'vitest'
import { ExitReason } from './exit-reason.ts'

const quiet = { failure: null, panic: null }
const ended = 'QEMU ended for a reason not known.'

describe('ExitReason', () => {
  it('prefers what we asked for, then what the guest said, to what the hypervisor says', () => {
    const exit = new ExitReason()
    expect(exit.explain(quiet, ended)).toEqual({ expected: false, reason: ended })
    const off = { expected: true, reason: 'The guest powered itself off.' }
    exit.hear(off)
    expect(exit.explain(quiet, ended)).toEqual(off)
    const failure = { step: 'disks', sentence: 'No data disk.' }
    expect(exit.explain({ failure, panic: null }, ended)).toEqual({
      expected: false,
      reason: 'The guest failed (disks): No data disk.',
    })
    expect(exit.explain({ failure: null, panic: 'no init' }, ended).reason).toContain('panicked: no init')
    exit.ask('It was suspended.')
    expect(exit.explain({ failure, panic: null }, ended)).toEqual({
      expected: true,
      reason: 'It was suspended.',
    })
  })
})
