import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareRaw, rawBytes, rawPoints } from './raw.ts'

const never = new AbortController().signal
let dir: string
let disk: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-raw-'))
  disk = path.join(dir, 'data.raw')
})
afterEach(() => rm(dir, { recursive: true }))

describe('a raw disk', () => {
  it('takes no space until it fills, grows, and keeps what it holds', async () => {
    expect(await rawBytes(disk)).toBe(0)
    await prepareRaw(disk, 8)
    expect(await rawBytes(disk)).toBe(8 * 2 ** 30)
    const { blocks, mode } = await stat(disk)
    expect(blocks * 512).toBeLessThan(2 ** 20)
    expect(mode & 0o077).toBe(0)
    await writeFile(disk, 'kept', { flag: 'r+' })
    await prepareRaw(disk, 9)
    expect(await rawBytes(disk)).toBe(9 * 2 ** 30)
    await expect(prepareRaw(disk, 8)).rejects.toMatchObject({ code: 'settings-invalid' })
  })
})

describe('restore points of a raw disk', () => {
  // A true copy stands for the clone where the file system of the test cannot make one.
  const copying = 0

  it('go back as often as asked, and away', async () => {
    await writeFile(disk, 'one')
    const points = rawPoints(disk, copying)
    await points.make('0.1.0+abc/x', never)
    for (const text of ['two', 'three']) {
      await writeFile(disk, text)
      await points.goBack('0.1.0+abc/x', never)
      expect(await readFile(disk, 'utf8')).toBe('one')
    }
    await points.remove('0.1.0+abc/x', never)
    await expect(points.goBack('0.1.0+abc/x', never)).rejects.toMatchObject({ code: 'hypervisor-failed' })
    expect(await readFile(disk, 'utf8')).toBe('one')
  })

  it('are refused, with the reason, where nothing can be cloned', async () => {
    await expect(rawPoints(disk).make('a', never)).rejects.toThrow(/The restore point was refused: .+/)
  })
})
