import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { failures, installFakeWindows, type InstalledWindows } from '../../../tests/fakes/hyperv/install.ts'
import { PowerShell, powerShellProgram } from './powershell.ts'

const never = new AbortController().signal
const soon = { ms: 10_000, signal: never }
let dir: string
let windows: InstalledWindows
let shell: PowerShell
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-powershell-'))
  windows = await installFakeWindows(dir)
  shell = new PowerShell(windows.program)
})
afterEach(async () => {
  shell.close()
  await rm(dir, { recursive: true })
})
const inspect = (name = 'Zoë', terms = soon): Promise<unknown> => shell.run('inspect', { Name: name }, terms)

it('is the one of Windows, or the one that a test puts in its place', () => {
  expect(powerShellProgram({ SystemRoot: 'D:\\Win' })).toBe(
    'D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  )
  expect(powerShellProgram({ BERTH_POWERSHELL: '/fake' })).toBe('/fake')
})

it('answers in turn, in one process, whatever letters come along', async () => {
  windows.change((now) => (now.slowStart = 200))
  const all = await Promise.all(['Zoë', '東京', "'; Stop-Computer #"].map((name) => inspect(name)))
  expect(all).toEqual([{ found: false }, { found: false }, { found: false }])
  expect(windows.read().calls.map(([, data]) => data['Name'])).toEqual(['Zoë', '東京', "'; Stop-Computer #"])
})

it('that dies in the middle owes one answer, and the next has another', async () => {
  windows.change((now) => (now.dies = 'inspect'))
  const [first, second] = await Promise.allSettled([inspect(), inspect()])
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { message: 'PowerShell ended before it had answered.' },
  })
  expect(second.status).toBe('fulfilled')
})

it('is called off at once, in its turn and before it, and late', async () => {
  windows.change((now) => (now.hangs = 'inspect'))
  const stop = new AbortController()
  const [running, waiting] = [new AbortController(), stop].map(({ signal }) =>
    inspect('x', { ms: 600_000, signal }),
  )
  waiting!.catch(() => undefined)
  running!.catch(() => undefined)
  await expect.poll(() => windows.read().calls.length).toBe(1)
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  shell.close()
  await expect(running).rejects.toThrow('ended before it had answered')
  await expect(inspect('x', { ms: 100, signal: never })).rejects.toMatchObject({ code: 'timeout' })
  windows.change((now) => (now.hangs = null))
  expect(await inspect()).toEqual({ found: false })
})

it('says when there is none, when a policy binds its hands, and what Windows said', async () => {
  const none = new PowerShell(path.join(dir, 'nowhere.exe'))
  await expect(none.run('inspect', { Name: 'x' }, soon)).rejects.toMatchObject({
    code: 'hypervisor-missing',
    message: expect.stringContaining('could not be started') as string,
  })
  windows.change((now) => (now.constrained = true))
  await expect(inspect()).rejects.toMatchObject({ hint: expect.stringContaining('AppLocker') as string })
  windows.change((now) => Object.assign(now, { constrained: false, fails: { inspect: failures.notAllowed } }))
  await expect(inspect()).rejects.toThrow('Sie besitzen nicht die erforderliche Berechtigung')
})

it('takes no data that a script does not declare', async () => {
  await expect(shell.run('inspect', { Name: 'x', More: 1 }, soon)).rejects.toThrow('NamedParameterNotFound')
})
