import { describe, expect, it } from 'vitest'
import { decide } from './adopt.ts'

describe('decide', () => {
  it.each([
    ['running', false, 'as-is'],
    ['io-error', false, 'wait-for-space'],
    ['paused', false, 'continue'],
    ['finish-migrate', false, 'continue'],
    ['postmigrate', true, 'end'],
    ['postmigrate', false, 'continue'],
    ['prelaunch', false, 'end'],
    ['inmigrate', true, 'end'],
    ['a state of a later QEMU', false, 'end'],
  ] as const)('of %s, a state kept %s: %s', (status, kept, decision) => {
    expect(decide(status, kept)).toBe(decision)
  })
})
