import { beforeEach, describe, expect, it, vi } from 'vitest'
import { silent } from '../../base/log.ts'
import { checkEveryMs, firstCheckMs, type NotNow } from './not-now.ts'
import type { UpdateState } from '../../api/schema/update.ts'
import { updateAfter } from './state.ts'
import { Updater, type UpdaterBackend } from './updater.ts'

class FakeBackend implements UpdaterBackend {
  autoDownload = true
  autoInstallOnAppQuit = true
  allowDowngrade = true
  channel: string | null = null
  offered: string | null = '1.1.0'
  offers = true
  readonly calls: string[] = []
  error: Error | null = null
  progress: (progress: { percent: number }) => void = () => undefined
  fail: (error: Error) => void = () => undefined

  async checkForUpdates(): ReturnType<UpdaterBackend['checkForUpdates']> {
    this.calls.push('check')
    if (this.error) throw this.error
    if (!this.offers) return null
    return { isUpdateAvailable: this.offered !== null, updateInfo: { version: this.offered ?? '1.0.0' } }
  }
  async downloadUpdate(): Promise<void> {
    this.calls.push('download')
    this.progress({ percent: 40 })
  }
  quitAndInstall(): void {
    this.calls.push('install')
  }
  on(event: string, listener: ((progress: { percent: number }) => void) & ((error: Error) => void)): void {
    if (event === 'error') this.fail = listener
    else this.progress = listener
  }
}

let backend: FakeBackend
let settings: { channel: string; automatic: boolean }
let said: NotNow | null
let now: number
let prepare: () => Promise<void>
let updater: Updater
let told: UpdateState['kind'][]

beforeEach(() => {
  backend = new FakeBackend()
  settings = { channel: 'stable', automatic: false }
  said = null
  now = 1_000_000
  prepare = async () => void backend.calls.push('stop the machine')
  told = []
  updater = new Updater({
    backend,
    settings: () => settings,
    said: { read: async () => said, write: async (fresh) => void (said = fresh) },
    prepare: () => prepare(),
    recover: () => void backend.calls.push('start the host'),
    log: silent,
    now: () => now,
  })
  updater.changes.subscribe(({ kind }) => told.push(kind))
})

it('leaves nothing to the backend to decide', () => {
  expect(backend).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false })
})

it('offers what is new, fetches it when told to, and installs it only then', async () => {
  await updater.check({ asked: true })
  expect(updater.state).toEqual({ kind: 'available', version: '1.1.0' })
  await updater.fetch()
  expect(updater.state).toEqual({ kind: 'ready', version: '1.1.0' })
  expect(backend.calls).toEqual(['check', 'download'])
  await updater.install()
  expect(backend.calls).toEqual(['check', 'download', 'stop the machine', 'install'])
  expect(told).toEqual(['checking', 'available', 'fetching', 'fetching', 'ready', 'installing'])
})

it('fetches by itself when that is wanted, and still installs nothing', async () => {
  settings = { channel: 'beta', automatic: true }
  await updater.check({ asked: false })
  expect(updater.state.kind).toBe('ready')
  expect(backend.channel).toBe('beta')
  expect(backend.calls).not.toContain('install')
})

it('does not install over a machine that cannot be stopped', async () => {
  await updater.check({ asked: true })
  await updater.fetch()
  prepare = async () => {
    throw new Error('It hangs.')
  }
  await updater.install()
  expect(updater.state).toEqual({ kind: 'failed', what: 'install', message: 'It hangs.' })
  expect(backend.calls).not.toContain('install')
})

it('an installer that does not start is told, and the host comes back', async () => {
  await updater.check({ asked: true })
  await updater.fetch()
  backend.fail(new Error('told to who asked for it'))
  expect(updater.state.kind).toBe('ready')
  await updater.install()
  backend.fail(new Error('Nobody let it.'))
  expect(updater.state).toEqual({ kind: 'failed', what: 'install', message: 'Nobody let it.' })
  expect(backend.calls.slice(-2)).toEqual(['install', 'start the host'])
})

it('a package that cannot replace itself looks no further', async () => {
  backend.offers = false
  await updater.check({ asked: true })
  expect(updater.state).toEqual({ kind: 'off' })
  await updater.check({ asked: true })
  expect(backend.calls).toEqual(['check'])
})

describe('not now', () => {
  beforeEach(async () => {
    settings = { channel: 'stable', automatic: true }
    await updater.check({ asked: false })
    await updater.putOff('later')
    backend.calls.length = 0
  })

  it('is respected for three days: neither mentioned nor fetched', async () => {
    now += 2 * 24 * 3600 * 1000
    await updater.check({ asked: false })
    expect(updater.state.kind).toBe('none')
    expect(backend.calls).toEqual(['check'])
    now += 2 * 24 * 3600 * 1000
    await updater.check({ asked: false })
    expect(updater.state.kind).toBe('ready')
  })

  it('is for that version only', async () => {
    backend.offered = '1.2.0'
    await updater.check({ asked: false })
    expect(updater.state).toEqual({ kind: 'ready', version: '1.2.0' })
  })

  it('is no secret to who asks', async () => {
    await updater.check({ asked: true })
    expect(updater.state.kind).toBe('ready')
  })

  it('may be for good', async () => {
    await updater.check({ asked: true })
    await updater.putOff('skip')
    now += 365 * 24 * 3600 * 1000
    await updater.check({ asked: false })
    expect(updater.state.kind).toBe('none')
  })
})

it('a failed look is told, and the next one begins anew', async () => {
  backend.error = new Error('No network.')
  await updater.check({ asked: true })
  expect(updater.state).toEqual({ kind: 'failed', what: 'check', message: 'No network.' })
  backend.error = null
  await updater.check({ asked: true })
  expect(updater.state.kind).toBe('available')
})

it('looks by itself only as long as that is wanted', async () => {
  vi.useFakeTimers()
  try {
    updater.watch()
    await vi.advanceTimersByTimeAsync(firstCheckMs)
    expect(backend.calls).toEqual([])
    settings = { channel: 'stable', automatic: true }
    await vi.advanceTimersByTimeAsync(checkEveryMs)
    expect(backend.calls).toEqual(['check', 'download'])
    updater.stop()
    await vi.advanceTimersByTimeAsync(2 * checkEveryMs)
    expect(backend.calls).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

it('events that come at the wrong time change nothing', () => {
  const ready: UpdateState = { kind: 'ready', version: '2' }
  for (const event of [{ kind: 'check' }, { kind: 'fetch' }, { kind: 'progress', percent: 3 }] as const)
    expect(updateAfter(ready, event)).toBe(ready)
  const fetching: UpdateState = { kind: 'fetching', version: '2', percent: 1 }
  expect(updateAfter(fetching, { kind: 'progress', percent: 250 })).toMatchObject({ percent: 100 })
  expect(updateAfter(fetching, { kind: 'error', message: 'x' })).toMatchObject({ what: 'fetch' })
})
