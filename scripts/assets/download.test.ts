import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { download, isDownloaded } from './download.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'berth-download-'))
  vi.stubEnv('BERTH_CACHE', root)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

const sha256 = createHash('sha256').update('good').digest('hex')
const wanted = { what: 'tini 0.19.0 (amd64)', sha256, pin: '"tini" in vm-assets/pins.json' }
const fetcher = (content: string) => vi.fn((dir: string) => writeFile(path.join(dir, 'tini.deb'), content))

describe('download', () => {
  it('fetches once', async () => {
    const fetch = fetcher('good')
    const file = await download(wanted, fetch)
    expect(await readFile(file, 'utf8')).toBe('good')
    expect(await download(wanted, fetch)).toBe(file)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(await isDownloaded(sha256)).toBe(true)
  })

  it('refuses another file, names the pin and keeps nothing', async () => {
    await expect(download(wanted, fetcher('bad'))).rejects.toThrow(
      /tini 0\.19\.0 \(amd64\) is not what "tini" in/,
    )
    expect(await readdir(path.join(root, 'downloads'))).toEqual([])
    expect(await isDownloaded(sha256)).toBe(false)
  })

  it('fetches anew what was damaged in the cache', async () => {
    const file = await download(wanted, fetcher('good'))
    await writeFile(file, 'damaged')
    expect(await readFile(await download(wanted, fetcher('good')), 'utf8')).toBe('good')
  })

  it('fails when nothing came', async () => {
    await expect(download(wanted, async () => undefined)).rejects.toThrow('its sha256 is nothing')
  })
})
