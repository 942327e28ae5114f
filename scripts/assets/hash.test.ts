import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashInputs, sha256OfFile } from './hash.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth-hash-'))
  await mkdir(path.join(root, 'rootfs/etc'), { recursive: true })
  await writeFile(path.join(root, 'rootfs/etc/hosts'), 'localhost')
  await writeFile(path.join(root, 'pins.json'), '{}')
})
afterEach(() => rm(root, { recursive: true }))

const hash = (words: readonly string[] = []): Promise<string> =>
  hashInputs(['rootfs', 'pins.json'], words, root)

describe('hashInputs', () => {
  it('is the same for the same inputs, in whatever order they are named', async () => {
    expect(await hash()).toBe(await hashInputs(['pins.json', 'rootfs'], [], root))
    expect(await hash()).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each([
    ['content', () => writeFile(path.join(root, 'pins.json'), '{ }')],
    ['a new file', () => writeFile(path.join(root, 'rootfs/etc/new'), '')],
    ['the executable bit', () => chmod(path.join(root, 'rootfs/etc/hosts'), 0o755)],
    ['a removed file', () => rm(path.join(root, 'rootfs/etc/hosts'))],
  ])('changes with %s', async (_, change) => {
    const before = await hash()
    await change()
    expect(await hash()).not.toBe(before)
  })

  it('changes with a word, and tells one word from two', async () => {
    expect(await hash(['x86_64'])).not.toBe(await hash(['aarch64']))
    expect(await hash(['ab'])).not.toBe(await hash(['a', 'b']))
  })

  it('does not change with a test beside its source', async () => {
    const before = await hash()
    await writeFile(path.join(root, 'rootfs/x.test.ts'), 'test')
    expect(await hash()).toBe(before)
  })
})

describe('sha256OfFile', () => {
  it('is the hash that everybody knows', async () => {
    await writeFile(path.join(root, 'abc'), 'abc')
    expect(await sha256OfFile(path.join(root, 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
