import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostArchitecture, verifyImage } from './verify.ts'

let dir: string
let note: string
const contents = { kernel: 'a kernel', initramfs: 'an initramfs', root: 'a root, larger' }

const manifest = (files: Record<string, string> = contents): object => ({
  version: '1',
  architecture: 'x86_64',
  createdFrom: 'abc123',
  files: Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      { name, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') },
    ]),
  ),
  components: [{ name: 'alpine', version: '3.23', licence: 'various' }],
  bytes: 34,
})

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-image-'))
  note = path.join(dir, 'note.json')
  for (const [name, text] of Object.entries(contents)) await writeFile(path.join(dir, name), text)
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify(manifest()))
})
afterEach(async () => rm(dir, { recursive: true }))

const verify = (): ReturnType<typeof verifyImage> => verifyImage(dir, note, 'x86_64')

describe('verifyImage', () => {
  it('gives the files of a whole image, and the same id each time', async () => {
    const image = await verify()
    expect(image).toMatchObject({ kernel: path.join(dir, 'kernel'), root: path.join(dir, 'root') })
    expect((await verify()).id).toBe(image.id)
    expect(image.id).toMatch(/^[0-9a-f]{16}$/)
  })

  it('gives what a shape adds, checks it, and is another image by it', async () => {
    const plain = await verify()
    expect(plain.bootDisk).toBeUndefined()
    const more = { ...contents, bootDisk: 'a disk' }
    await writeFile(path.join(dir, 'bootDisk'), more.bootDisk)
    await writeFile(path.join(dir, 'manifest.json'), JSON.stringify(manifest(more)))
    const shaped = await verify()
    expect(shaped.bootDisk).toBe(path.join(dir, 'bootDisk'))
    expect(shaped.id).not.toBe(plain.id)
    await rm(path.join(dir, 'bootDisk'))
    await expect(verify()).rejects.toMatchObject({ code: 'image-missing' })
  })

  it('believes the note for an untouched file, and hashes a touched one again', async () => {
    await verify()
    const known = JSON.parse(await readFile(note, 'utf8')) as Record<string, { key: string; sha256: string }>
    const root = path.join(dir, 'root')
    await writeFile(note, JSON.stringify({ ...known, [root]: { ...known[root], sha256: 'believed' } }))
    await expect(verify()).rejects.toThrow(/SHA-256/)
    await utimes(root, 1, 1)
    await expect(verify()).resolves.toBeDefined()
  })

  it('finds a change that keeps size and modification time', async () => {
    await verify()
    const root = path.join(dir, 'root')
    const before = await stat(root)
    const handle = await open(root, 'r+')
    await handle.write('A', 0)
    await handle.close()
    await utimes(root, before.atime, before.mtime)
    await expect(verify()).rejects.toMatchObject({ code: 'image-damaged' })
    await expect(verify()).rejects.toThrow(root)
  })

  it('says which file has the wrong size, or is missing, and what to do', async () => {
    await appendFile(path.join(dir, 'kernel'), '!')
    await expect(verify()).rejects.toThrow(/kernel is damaged: it has 9 bytes, not 8/)
    await rm(path.join(dir, 'kernel'))
    await expect(verify()).rejects.toMatchObject({
      code: 'image-missing',
      hint: expect.stringContaining('scripts/start') as string,
    })
  })

  it('refuses a missing or unreadable manifest, one that leaves the folder, and another architecture', async () => {
    const file = path.join(dir, 'manifest.json')
    await expect(verifyImage(dir, note, 'aarch64')).rejects.toThrow(/is for x86_64, this computer is aarch64/)
    const away = structuredClone(manifest()) as { files: { root: { name: string } } }
    away.files.root.name = '../root'
    await writeFile(file, JSON.stringify(away))
    await expect(verify()).rejects.toMatchObject({ code: 'image-damaged' })
    await writeFile(file, '{')
    await expect(verify()).rejects.toMatchObject({ code: 'image-damaged' })
    await rm(file)
    await expect(verify()).rejects.toMatchObject({ code: 'image-missing' })
  })

  it('knows this computer', () => {
    expect(['x86_64', 'aarch64']).toContain(hostArchitecture())
  })
})
