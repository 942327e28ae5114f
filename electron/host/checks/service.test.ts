import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeDriver } from '../../../tests/fakes/driver.ts'
import { CheckId, NeedId } from '../../api/schema/checks.ts'
import type { SettingChange } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import { pathsOf } from '../../base/paths.ts'
import { defaultsFor, thisComputer } from '../../machine/index.ts'
import { checksService, type ChecksParts } from './service.ts'

let dir = ''
let set: unknown[] = []
let driver: FakeDriver
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-checks-'))
  set = []
  driver = new FakeDriver()
})
afterEach(async () => rm(dir, { recursive: true }))

const never = new AbortController().signal
function service(change: Partial<ChecksParts> = {}) {
  return checksService({
    paths: pathsOf(path.join(dir, 'home')),
    env: {},
    driver,
    installation: async () =>
      Promise.reject(new BerthError('image-missing', 'Not built.', { hint: 'Run scripts/start first.' })),
    settings: async () => defaultsFor(thisComputer()),
    checkSettings: async () => undefined,
    context: async () => ({ current: 'berth', berth: 'here', defaultSocket: '/s', atDefault: 'nobody' }),
    useContext: async () => void set.push('context'),
    change: {
      set: async (name, value) => {
        set.push([name, value])
        return {} as SettingChange
      },
    },
    ...change,
  })
}

test('everything is looked at in its order, in a home that is not there, and none is made', async () => {
  const checks = await service().run(never)
  const needs: readonly string[] = NeedId.options
  expect(checks.map(({ id }) => id)).toEqual(CheckId.options.filter((id) => !needs.includes(id)))
  const state = (id: string) => checks.find((check) => check.id === id)?.state
  expect([state('folders'), state('hypervisor'), state('engines')]).toEqual(['ok', 'ok', 'ok'])
  expect(checks.find(({ id }) => id === 'image')).toMatchObject({ state: 'failed', sentence: 'Not built.' })
  expect(await readdir(dir)).toEqual([])
})

test('a look that goes wrong is a finding of its own, and keeps no other from being made', async () => {
  driver.checkError = new BerthError('hypervisor-missing', 'No QEMU.', { hint: 'Run: install it' })
  const checks = await service({
    checkSettings: async () => {
      throw new BerthError('settings-invalid', 'cpus 99 is more.', { hint: 'Less.' })
    },
    context: async () => Promise.reject(new Error('odd')),
  }).run(never)
  const failed = checks.filter((check) => check.state === 'failed').map(({ id }) => id)
  expect(failed).toEqual(['settings', 'hypervisor', 'virtualisation', 'image', 'engines'])
  expect(checks.find(({ id }) => id === 'hypervisor')?.fix?.command).toBe('install it')
})

test('what the hypervisor needs is among them, and set up when it is told to', async () => {
  driver.needs = [
    { id: 'rights', state: 'failed', sentence: 'Not yet.', hint: 'Windows asks once.', fix: 'set-up' },
    { id: 'route', state: 'warning', sentence: 'Elsewhere.', hint: '', fix: { command: 'route print' } },
    { id: 'switch', state: 'ok', sentence: 'There.', hint: '', fix: null },
  ]
  const checks = await service().run(never)
  const of = (id: string) => checks.find((check) => check.id === id)
  expect(of('rights')).toMatchObject({
    title: 'Right to use Hyper-V',
    state: 'failed',
    fix: { action: 'set-up-hypervisor', command: 'berth doctor --fix set-up-hypervisor' },
  })
  expect(of('route')?.fix).toEqual({ kind: 'command', command: 'route print' })
  expect(of('switch')).toMatchObject({ state: 'ok', fix: null })
  await service().fix('set-up-hypervisor')
  expect(driver.calls).toEqual(['set up'])
})

test('whoever asked may go', async () => {
  const gone = new AbortController()
  gone.abort()
  await expect(service().run(gone.signal)).rejects.toMatchObject({ code: 'cancelled' })
})

test('what is offered is done', async () => {
  const env = { http_proxy: 'http://me:secret@proxy:1' }
  const all = service({
    env,
    settings: async () => ({ ...defaultsFor(thisComputer()), engine: { debug: true } }),
  })
  await all.fix('default-memory')
  await all.fix('use-context')
  await all.fix('retry-acceleration')
  await all.fix('use-proxy')
  expect(set).toEqual([
    ['memoryMiB', null],
    'context',
    ['engine', { debug: true, proxies: { 'http-proxy': 'http://me:secret@proxy:1' } }],
  ])
  expect(driver.calls).toEqual(['retry accelerators'])
  await expect(service().fix('use-proxy')).rejects.toMatchObject({ code: 'not-found' })
})
