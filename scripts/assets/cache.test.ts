import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ensureEntry, entryDir, prune } from './cache.ts'
import { withLock } from './lock.ts'

let root: string
const lines: string[] = []
const report = (line: string): number => lines.push(line)
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth-cache-'))
  vi.stubEnv('BERTH_CACHE', root)
  lines.length = 0
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

const build = vi.fn(async (dir: string) => writeFile(path.join(dir, 'kernel'), 'kernel'))
beforeEach(() => {
  build.mockClear()
})

describe('ensureEntry', () => {
  it('builds once and then finds it', async () => {
    const dir = await ensureEntry('image', 'x86_64', 'abc', report, build)
    expect(dir).toBe(entryDir('image', 'x86_64', 'abc'))
    expect(await readFile(path.join(dir, 'kernel'), 'utf8')).toBe('kernel')
    expect(await ensureEntry('image', 'x86_64', 'abc', report, build)).toBe(dir)
    expect(build).toHaveBeenCalledTimes(1)
  })

  it('lets two builders of the same inputs build once', async () => {
    const both = [1, 2].map(() => ensureEntry('engine', 'aarch64', 'abc', report, build))
    const [first, second] = await Promise.all(both)
    expect(first).toBe(second)
    expect(build).toHaveBeenCalledTimes(1)
  })

  it('leaves nothing behind when a build fails, and builds again', async () => {
    const failing = ensureEntry('tools', 'x86_64', 'abc', report, async () => {
      throw new Error('no network')
    })
    await expect(failing).rejects.toThrow('no network')
    expect(await readdir(path.join(root, 'tools/x86_64'))).toEqual([])
    await ensureEntry('tools', 'x86_64', 'abc', report, build)
    expect(build).toHaveBeenCalledTimes(1)
  })

  it('gives the final name only to what is whole', async () => {
    await ensureEntry('image', 'x86_64', 'abc', report, async (dir) => {
      expect(await readdir(path.dirname(dir))).not.toContain('abc')
      await build(dir)
    })
    expect(await readdir(path.join(root, 'image/x86_64'))).toEqual(['abc'])
  })
})

describe('prune', () => {
  it('removes what was not used since', async () => {
    for (const name of ['old', 'new']) await mkdir(path.join(root, name))
    await utimes(path.join(root, 'old'), 1, 1)
    await prune(root, 1_000_000)
    expect(await readdir(root)).toEqual(['new'])
  })
})

describe('withLock', () => {
  it('takes over the lock of a process that is gone', async () => {
    const file = path.join(root, 'lock')
    // No process has the highest number that Linux can give (2^22).
    await writeFile(file, '4194304')
    expect(await withLock(file, report, async () => 'done')).toBe('done')
    expect(await readdir(root)).toEqual([])
  })

  it('waits for a living holder and says so', async () => {
    const file = path.join(root, 'lock')
    await writeFile(file, String(process.pid))
    const waiting = withLock(file, report, async () => 'done')
    await vi.waitFor(() => expect(lines.join()).toContain('Another build'))
    await rm(file)
    expect(await waiting).toBe('done')
  })

  it('lets go when the work fails', async () => {
    const file = path.join(root, 'lock')
    await expect(
      withLock(file, report, async () => {
        throw new Error('broken')
      }),
    ).rejects.toThrow('broken')
    expect(await readdir(root)).toEqual([])
  })
})
