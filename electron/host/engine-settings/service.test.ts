import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeGuestSettings, silence } from '../../../tests/fakes/guest-settings.ts'
import { silent } from '../../base/log.ts'
import { daemonJson, saveSettings } from '../../machine/index.ts'
import { HostEngineSettings } from './service.ts'

let dir = ''
let file = ''
let runs = true
let changes = 0
let guest: FakeGuestSettings
let settings: HostEngineSettings
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-engine-settings-'))
  file = path.join(dir, 'settings.json')
  runs = true
  changes = 0
  guest = new FakeGuestSettings()
  settings = new HostEngineSettings({
    file,
    running: () => (runs ? guest.running() : null),
    changed: () => {
      changes++
    },
    log: silent,
  })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const stored = async (): Promise<unknown> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as unknown,
    () => null,
  )

const lastWords = [
  'time="T" level=info msg="Starting up"',
  "failed to start daemon: failed to set log opts: logger: no log driver named 'x' is registered",
].join('\n')

describe('apply', () => {
  test('a good one is kept, in the order that it was given in; the engine runs with it', async () => {
    await saveSettings(file, { cpus: 1 })
    const engine = { labels: ['b', 'a'], debug: true, dns: ['1.1.1.1'] }
    expect(await settings.apply(engine)).toEqual({ outcome: 'applied' })
    expect(JSON.stringify(await stored())).toBe(JSON.stringify({ cpus: 1, engine }))
    expect(guest.text).toBe(daemonJson(engine))
    expect(guest.asked).toEqual(['check', 'try 61', 'keep'])
    expect(await settings.view()).toEqual({ stored: engine, inUse: { same: true, refused: null } })
    expect(changes).toBeGreaterThan(0)
    expect(await settings.apply({})).toEqual({ outcome: 'applied' })
    expect(await stored()).toEqual({ cpus: 1 })
  })

  test("one that the engine refuses changes nothing, and is told in the engine's words", async () => {
    guest.says = () =>
      'time="T" level=warning msg="x"\nunable to configure the Docker daemon with file /run/berth/new.7: invalid label: "a"\n'
    expect(await settings.apply({ labels: ['a'] })).toEqual({
      outcome: 'refused',
      message: 'invalid label: "a"',
    })
    expect(guest.asked).toEqual(['check'])
    expect(await stored()).toBeNull()
  })

  test('one that the engine ends with is taken back by the guest; told with the cause and the log', async () => {
    guest.breaks = (text) => (text.includes('"x"') ? lastWords : null)
    expect(await settings.apply({ 'log-driver': 'x' })).toEqual({
      outcome: 'undone',
      message:
        "The engine did not come up with these settings: failed to start daemon: failed to set log opts: logger: no log driver named 'x' is registered.",
      hint: expect.stringContaining('nothing was changed') as string,
      log: lastWords.split('\n'),
    })
    expect(guest.asked).toEqual(['check', 'try 61', 'keep'])
    expect(guest.text).toBe(daemonJson({}))
    expect(await stored()).toBeNull()
    expect(await settings.errors()).toEqual([])
  })

  test('one that the engine hangs with is taken back by the host', async () => {
    guest.breaks = (text) => (text.includes('"bip"') ? silence : null)
    expect(await settings.apply({ bip: '10.0.2.1/24' })).toMatchObject({
      outcome: 'undone',
      message: 'The engine did not come up with these settings: it did not answer for 1 seconds.',
    })
    expect(guest.asked).toEqual(['check', 'try 61', 'undo'])
    expect(await stored()).toBeNull()
  })

  test('a guest that cannot be told any more goes back by itself, and that is said', async () => {
    guest.meanwhile = () => {
      throw new Error('gone')
    }
    await expect(settings.apply({ debug: true })).rejects.toMatchObject({
      code: 'engine-failed',
      hint: expect.stringContaining('goes back to the settings from before') as string,
    })
    expect(await stored()).toBeNull()
  })

  test('a second one meanwhile is told to wait', async () => {
    const first = settings.apply({ debug: true })
    await expect(settings.apply({})).rejects.toMatchObject({ code: 'busy' })
    expect(await first).toEqual({ outcome: 'applied' })
  })

  test("what is Berth's own never gets there, running or not", async () => {
    for (const state of [true, false]) {
      runs = state
      for (const engine of [{ hosts: ['tcp://0.0.0.0'] }, { tls: true }, { 'data-root': '/x' }])
        await expect(settings.apply(engine)).rejects.toMatchObject({ code: 'settings-invalid' })
    }
    expect([guest.asked, await stored()]).toEqual([[], null])
  })

  test('without a machine it is kept for the next start', async () => {
    runs = false
    expect(await settings.check({ debug: true })).toEqual({ outcome: 'unasked' })
    expect(await settings.apply({ debug: true })).toEqual({ outcome: 'saved' })
    expect(await settings.view()).toEqual({ stored: { debug: true }, inUse: null })
    expect(await settings.effects()).toEqual({ containers: [] })
  })
})

test('settings that the machine could not start with are an error of the status until they are other ones', async () => {
  await saveSettings(file, { engine: { 'log-driver': 'x' } })
  guest.refused = lastWords
  await settings.look()
  expect(changes).toBe(1)
  expect(await settings.errors()).toEqual([
    {
      step: 'engine settings',
      message: expect.stringContaining("no log driver named 'x'") as string,
      hint: expect.stringContaining('Settings') as string,
    },
  ])
  expect((await settings.view()).inUse).toMatchObject({ same: false })
  await saveSettings(file, {})
  expect(await settings.errors()).toEqual([])
  runs = false
  expect(await settings.errors()).toEqual([])
})
