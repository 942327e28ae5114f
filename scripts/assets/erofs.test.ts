import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setErofsName } from './erofs.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-erofs-'))
  file = path.join(dir, 'root.erofs')
})
afterEach(() => rm(dir, { recursive: true }))

async function image(features: number, magic = 'e2e1f5e0'): Promise<void> {
  const bytes = Buffer.alloc(4096)
  bytes.write(magic, 1024, 'hex')
  bytes.writeUInt32LE(features, 1032)
  await writeFile(file, bytes)
}

describe('setErofsName', () => {
  it('writes the name where the initramfs looks for it', async () => {
    await image(0)
    await setErofsName(file, 'berth-root')
    const bytes = await readFile(file)
    expect(bytes.toString('latin1', 1088, 1104)).toBe('berth-root\0\0\0\0\0\0')
    expect(bytes.length).toBe(4096)
  })

  it('refuses an image whose check sum it would break, and what is no erofs', async () => {
    await image(1)
    await expect(setErofsName(file, 'berth-root')).rejects.toThrow('not an erofs image')
    await image(0, '00000000')
    await expect(setErofsName(file, 'berth-root')).rejects.toThrow('not an erofs image')
  })

  it('refuses a name that does not fit', async () => {
    await image(0)
    await expect(setErofsName(file, 'a-name-of-17-byte')).rejects.toThrow(RangeError)
  })
})
