import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { earlyEnd, endedSo, howItEnded, lastWords } from '../../process/last-words.ts'
import { exitBy, isAcceleratorRefusal, isPortConflict, qemu } from './program.ts'

describe('lastWords', () => {
  it('is the end of the log without names and warnings; nothing when there is no log', async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-words-'))
    const log = path.join(dir, 'log')
    expect(await lastWords(qemu, log)).toBe('')
    await writeFile(
      log,
      'qemu-system-x86_64: warning: TCG does not\nqemu-system-x86_64: -netdev user: Could not set up\n\n',
    )
    expect(await lastWords(qemu, log)).toBe('-netdev user: Could not set up')
    await rm(dir, { recursive: true })
  })
})

describe('howItEnded', () => {
  it.each([
    [{ code: 1, signal: null }, 'with exit code 1'],
    [{ code: null, signal: 'SIGKILL' as const }, 'by signal SIGKILL'],
    [{ code: null, signal: null }, 'for a reason not known'],
  ])('%o is %s', (ending, words) => {
    expect(howItEnded(ending)).toBe(words)
  })
})

describe('exitBy', () => {
  it.each([
    ['guest-shutdown', { expected: true, reason: 'The guest powered itself off.' }],
    ['guest-reset', { expected: true, reason: 'The guest asked for a reboot; the machine is off instead.' }],
    ['guest-panic', { expected: false, reason: "The guest's kernel panicked." }],
    ['host-signal', null],
  ])('%s: %o', (cause, exit) => {
    expect(exitBy(cause)).toEqual(exit)
  })

  it('leaves the rest to what QEMU said last', () => {
    expect(endedSo(qemu, { code: 0, signal: null }, 'terminating on signal 15')).toBe(
      'QEMU ended with exit code 0. It said: terminating on signal 15',
    )
  })
})

describe('earlyEnd', () => {
  const failed = { code: 1, signal: null }

  it.each([
    [
      'Failed to get "write" lock Is another process using the image [data.qcow2]?',
      /in use by another process/,
    ],
    ["cannot set up guest memory 'pc.ram': Cannot allocate memory", /not enough free memory/],
    ["Could not open '/h/machine/data.qcow2': Permission denied", /could not be opened/],
    ['something new', 'QEMU ended at once with exit code 1. QEMU said: something new'],
    ['', /^QEMU ended at once with exit code 1\.$/],
  ])('explains %j', (words, message) => {
    const error = earlyEnd(qemu, failed, words)
    expect(error.message).toMatch(message)
    expect(error.hint).not.toBe('')
  })
})

describe('what to try otherwise', () => {
  it.each([
    ['-netdev user,id=net: Could not set up host forwarding rule', true, false],
    ['Could not access KVM kernel module: Permission denied', false, true],
    ['invalid accelerator hvf', false, true],
    ['Failed to get "write" lock', false, false],
  ])('%j: another port %s, another accelerator %s', (words, port, accelerator) => {
    const error = earlyEnd(qemu, { code: 1, signal: null }, words)
    expect([isPortConflict(error), isAcceleratorRefusal(error)]).toEqual([port, accelerator])
  })
})
