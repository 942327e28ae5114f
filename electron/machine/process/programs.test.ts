import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { distributions, findProgram, newEnough, placeOf, versionOf } from './programs.ts'

const never = new AbortController().signal
const rest = { ending: '', hint: 'Install it.' } as const
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-programs-'))
})
afterEach(() => rm(dir, { recursive: true }))
const script = (name: string, text: string): Promise<void> =>
  writeFile(path.join(dir, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })

describe('newEnough', () => {
  it.each([
    ['5.2.0', false],
    ['6.1.9', false],
    ['6.2.0', true],
    ['7.2.22', true],
    ['10.0', true],
  ])('%s: %s', (version, enough) => {
    expect(newEnough(version, '6.2')).toBe(enough)
  })
})

describe('findProgram', () => {
  it('looks in the folder that is named, else before the PATH and in it, for what may be run', async () => {
    await writeFile(path.join(dir, 'vm'), 'no program')
    const named = placeOf({ VM_DIR: dir, PATH: '/bin' }, 'VM_DIR', rest)
    await expect(findProgram('vm', named)).rejects.toMatchObject({
      code: 'hypervisor-missing',
      message: `vm was not found in VM_DIR (${dir}).`,
      hint: 'Install it.',
    })
    await rm(path.join(dir, 'vm'))
    await script('vm', 'exit')
    expect(await findProgram('vm', named)).toBe(path.join(dir, 'vm'))
    expect(await findProgram('vm', placeOf({ PATH: '/bin' }, 'VM_DIR', rest, [dir]))).toBe(
      path.join(dir, 'vm'),
    )
  })
})

describe('versionOf', () => {
  it.each([
    ['QEMU emulator version 7.2.22 (Debian)', '7.2.22'],
    ['vfkit version: v0.6.4', '0.6.4'],
  ])('reads %j', async (says, version) => {
    await script('vm', `echo '${says}'`)
    expect(await versionOf(path.join(dir, 'vm'), [], never)).toBe(version)
  })

  it('says what does not run', async () => {
    await script('vm', 'exit 3')
    await expect(versionOf(path.join(dir, 'vm'), [], never)).rejects.toMatchObject({
      code: 'hypervisor-failed',
    })
  })
})

describe('distributions', () => {
  it('are the own name, then those that it is like', async () => {
    const file = path.join(dir, 'os-release')
    await writeFile(file, 'NAME=Mint\nID=linuxmint\nID_LIKE="ubuntu debian"\n')
    expect(await distributions(file)).toEqual(['linuxmint', 'ubuntu', 'debian'])
    expect(await distributions(path.join(dir, 'none'))).toEqual([])
  })
})
