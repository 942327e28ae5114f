import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AcceleratorMemory } from './memory.ts'
import { unusable } from './choose.ts'
import { candidates, reasonFor } from './names.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-accel-'))
})
afterEach(async () => rm(dir, { recursive: true }))

describe('candidates', () => {
  it.each([
    ['auto', 'linux', ['kvm', 'tcg']],
    ['auto', 'darwin', ['hvf', 'tcg']],
    ['auto', 'win32', ['whpx', 'tcg']],
    ['auto', 'freebsd', ['tcg']],
    ['tcg', 'linux', ['tcg']],
    ['kvm', 'linux', ['kvm', 'tcg']],
  ] as const)('for %s on %s are %o', (asked, platform, list) => {
    expect(candidates(asked, platform)).toEqual(list)
  })
})

describe('unusable', () => {
  it('says what is wrong with the device, and nothing about one that opens', async () => {
    const device = path.join(dir, 'kvm')
    expect(await unusable('kvm', device)).toBe(`${device} is not there`)
    await writeFile(device, '')
    await chmod(device, 0o600)
    expect(await unusable('kvm', device)).toBeNull()
    expect(await unusable('kvm', path.join(device, 'below'))).toMatch(/may not be opened/)
    expect(await unusable('hvf', device)).toBeNull()
  })
})

describe('reasonFor', () => {
  it.each([
    ['kvm', 'auto', [], 'KVM is used: a guest printed under it.'],
    ['kvm', 'kvm', [], 'KVM is used: the settings ask for it.'],
    ['tcg', 'auto', [], 'TCG (emulation) is used: this system has no other.'],
    ['tcg', 'auto', ['KVM: /dev/kvm is not there'], 'TCG (emulation) is used. KVM: /dev/kvm is not there.'],
  ] as const)('of %s when asked for %s with %o refused', (used, asked, refused, sentence) => {
    expect(reasonFor(used, asked, refused)).toBe(sentence)
  })
})

describe('AcceleratorMemory', () => {
  it('keeps a failure for this run of the computer and this QEMU, and says how to try again', async () => {
    const file = path.join(dir, 'note')
    const memory = new AcceleratorMemory(file, async () => 'boot-1')
    expect(await memory.recall('kvm', '7.2')).toBeNull()
    await memory.remember('kvm', '7.2', 'the guest printed nothing within 8 s')
    expect(await memory.recall('kvm', '7.2')).toMatch(
      /^the guest printed nothing within 8 s \(tried at .*"berth config set accelerator kvm" tries/,
    )
    expect(await memory.recall('kvm', '8.0')).toBeNull()
    expect(await memory.recall('hvf', '7.2')).toBeNull()
    expect(await new AcceleratorMemory(file, async () => 'boot-2').recall('kvm', '7.2')).toBeNull()
    await memory.forget('kvm', '7.2')
    expect(await memory.recall('kvm', '7.2')).toBeNull()
  })

  it('finds the name of this run by itself and survives a damaged note', async () => {
    const file = path.join(dir, 'note')
    await writeFile(file, 'damaged')
    const memory = new AcceleratorMemory(file)
    await memory.remember('kvm', '7.2', 'it hung')
    expect(await new AcceleratorMemory(file).recall('kvm', '7.2')).toMatch(/^it hung/)
  })
})
