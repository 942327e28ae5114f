import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkAgainst, checkDisk } from './check.ts'
import { thisComputer } from './computer.ts'
import { defaultsFor, resolveSettings } from './defaults.ts'
import { loadSettings, parseSettings, saveSettings } from './store.ts'

const computer = { cpus: 8, memoryMiB: 24_064 }

describe('defaults', () => {
  it.each([
    [
      { cpus: 1, memoryMiB: 1024 },
      { cpus: 1, memoryMiB: 2048 },
    ],
    [
      { cpus: 2, memoryMiB: 16_384 },
      { cpus: 2, memoryMiB: 4096 },
    ],
    [
      { cpus: 32, memoryMiB: 131_072 },
      { cpus: 4, memoryMiB: 8192 },
    ],
  ])('of a computer with %o are %o', (size, expected) => {
    expect(defaultsFor(size)).toEqual({
      ...expected,
      diskGiB: 64,
      accelerator: 'auto',
      engine: {},
      sharedFolders: [],
      rosetta: true,
    })
  })

  it('give way to what is stored', () => {
    expect(resolveSettings({ cpus: 3 }, computer)).toMatchObject({ cpus: 3, memoryMiB: 6016 })
  })

  it('fit this computer', () => {
    expect(thisComputer().cpus).toBeGreaterThan(0)
    expect(defaultsFor(thisComputer()).cpus).toBeLessThanOrEqual(thisComputer().cpus)
  })
})

describe('checkAgainst', () => {
  const settings = defaultsFor(computer)

  it('accepts what the computer has', () => {
    expect(() => checkAgainst({ ...settings, cpus: 8, memoryMiB: 24_064 }, computer)).not.toThrow()
  })

  it.each([
    [{ memoryMiB: 999_999 }, 'memoryMiB 999999 is more than this computer has (24064).'],
    [{ cpus: 9 }, 'cpus 9 is more than this computer has (8).'],
    [
      { engine: { 'data-root': '/x' } },
      'The engine setting "data-root" is Berth\'s own and cannot be changed: it leads to the data disk.',
    ],
  ])('refuses %o', (change, message) => {
    expect(() => checkAgainst({ ...settings, ...change }, computer)).toThrow(
      expect.objectContaining({ code: 'settings-invalid', message }),
    )
  })
})

describe('checkDisk', () => {
  it('lets a disk stay or grow, never shrink', () => {
    expect(() => checkDisk(64, 64 * 2 ** 30)).not.toThrow()
    expect(() => checkDisk(65, 64 * 2 ** 30)).not.toThrow()
    expect(() => checkDisk(32, 64 * 2 ** 30)).toThrow(
      'diskGiB 32 is less than the data disk already has (64). A disk is never shrunk.',
    )
  })
})

describe('settings.json', () => {
  let file: string
  beforeEach(async () => {
    file = path.join(await mkdtemp(path.join(os.tmpdir(), 'berth-settings-')), 'settings.json')
  })
  afterEach(async () => rm(path.dirname(file), { recursive: true }))

  it('may be missing', async () => {
    expect(await loadSettings(file)).toEqual({})
  })

  it('keeps what was saved, for its owner alone', async () => {
    await saveSettings(file, { cpus: 2, engine: { debug: true } })
    expect(await loadSettings(file)).toEqual({ cpus: 2, engine: { debug: true } })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is not touched by settings that are not valid', async () => {
    await saveSettings(file, { cpus: 2 })
    await expect(saveSettings(file, { cpus: 0 })).rejects.toThrow(/cpus 0/)
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ cpus: 2 })
  })

  it('says what is wrong with a broken file', async () => {
    await writeFile(file, '{"cpus": ')
    await expect(loadSettings(file)).rejects.toMatchObject({ code: 'settings-invalid' })
    await expect(loadSettings(file)).rejects.toThrow(/is not valid JSON/)
  })
})

describe('parseSettings', () => {
  it.each([
    [
      { cpu: 2 },
      'Unknown setting "cpu" in here. Known are: cpus, memoryMiB, diskGiB, accelerator, engine, sharedFolders, rosetta, atLogin, onQuit, publishTo, appearance, language, updateChannel, updateAutomatic.',
    ],
    [{ memoryMiB: 12 }, /A setting in here is not valid\. memoryMiB 12: /],
    [{ accelerator: 'warp' }, /accelerator "warp": /],
    ['text', /expected object/],
  ])('refuses %o', (value, message) => {
    expect(() => parseSettings(value, 'here')).toThrow(message)
  })
})
