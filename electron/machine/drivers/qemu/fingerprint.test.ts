import { describe, expect, it } from 'vitest'
import type { QemuPlan } from './args.ts'
import { fingerprintOf } from './driver.ts'

describe('fingerprintOf', () => {
  const plan: QemuPlan = {
    architecture: 'x86_64',
    accelerator: 'tcg',
    cpus: 2,
    memoryMiB: 2048,
    image: { kernel: 'k', initramfs: 'i', root: 'r' },
    dataDisk: 'd',
    seedDisk: 's',
    monitorSocket: 'm',
    consoleSocket: 'c',
    sshPort: 22,
    sandbox: true,
    shares: [],
    incoming: false,
  }
  const of = (change = {}, { id = 'i', version = '9.0.0', diskGiB = 64 } = {}): string =>
    fingerprintOf({ ...plan, ...change }, { image: { id }, settings: { diskGiB } }, version)

  it('is the same for a resume on another port', () => {
    expect(of({ sshPort: 23, incoming: true })).toBe(of())
  })

  it.each([{ id: 'j' }, { version: '9.0.1' }, { diskGiB: 65 }])('differs with %o', (change) => {
    expect(of({}, change)).not.toBe(of())
  })
})
