import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ensurePrivateDir, readIfThere, readNote, writeAtomic } from './files.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-files-'))
})
afterEach(async () => rm(dir, { recursive: true, force: true }))

describe('writeAtomic', () => {
  it('replaces the file whole, with the asked permissions, and leaves no neighbour', async () => {
    const file = path.join(dir, 'a.json')
    await writeFile(file, 'old', { mode: 0o644 })
    await writeAtomic(file, 'new')
    expect(await readFile(file, 'utf8')).toBe('new')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(dir)).toEqual(['a.json'])
  })

  it('leaves no neighbour when the target cannot be replaced', async () => {
    const file = path.join(dir, 'taken')
    await mkdir(path.join(file, 'inside'), { recursive: true })
    await expect(writeAtomic(file, 'x')).rejects.toThrow()
    expect(await readdir(dir)).toEqual(['taken'])
  })
})

describe('readNote', () => {
  const schema = z.object({ n: z.number() })

  it.each([
    ['missing', null],
    ['not JSON', '{'],
    ['of another shape', '{"n":"1"}'],
  ])('gives null for a note that is %s', async (_, text) => {
    const file = path.join(dir, 'note')
    if (text !== null) await writeFile(file, text)
    expect(await readNote(file, schema)).toBeNull()
  })

  it('gives what was written', async () => {
    await writeAtomic(path.join(dir, 'note'), '{"n":1}')
    expect(await readNote(path.join(dir, 'note'), schema)).toEqual({ n: 1 })
  })
})

describe('readIfThere', () => {
  it('gives null only when the file is not there', async () => {
    expect(await readIfThere(path.join(dir, 'none'))).toBeNull()
    await expect(readIfThere(dir)).rejects.toThrow(/EISDIR/)
  })
})

describe('ensurePrivateDir', () => {
  it('makes a folder for its owner alone, and closes one that was open', async () => {
    const fresh = path.join(dir, 'a', 'b')
    await ensurePrivateDir(fresh)
    expect((await stat(fresh)).mode & 0o777).toBe(0o700)
    const open = path.join(dir, 'open')
    await mkdir(open, { mode: 0o755 })
    await ensurePrivateDir(open)
    expect((await stat(open)).mode & 0o777).toBe(0o700)
  })

  it('refuses a link and a file, and says which', async () => {
    const link = path.join(dir, 'link')
    await symlink(os.tmpdir(), link)
    await expect(ensurePrivateDir(link)).rejects.toMatchObject({ code: 'home-unusable' })
    const file = path.join(dir, 'file')
    await writeFile(file, '')
    await expect(ensurePrivateDir(file)).rejects.toThrow(file)
  })
})
