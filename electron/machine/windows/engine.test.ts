import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { failures, installFakeWindows, type InstalledWindows } from '../../../tests/fakes/hyperv/install.ts'
import { WindowsEngine } from './engine.ts'
import { PowerShell } from './powershell.ts'

const never = new AbortController().signal
let dir: string
let program: string
let windows: InstalledWindows
let shell: PowerShell
let engine: WindowsEngine
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth Zoë engine '))
  program = path.join(dir, 'dockerd.exe')
  await writeFile(program, '')
  windows = await installFakeWindows(dir)
})
beforeEach(() => {
  windows.reset()
  shell = new PowerShell(windows.program)
  engine = new WindowsEngine(shell, {})
})
afterEach(() => shell.close())
afterAll(() => rm(dir, { recursive: true }))

const questions = (): string[][] =>
  windows
    .read()
    .calls.filter(([name]) => name === 'elevate')
    .map(([, data]) => data['Arguments'] as string[])
const answer = (code: number | null): void => windows.change((now) => void (now.elevated = code))

it('is set up by one question, for this user alone, and removed by one, its data kept or not', async () => {
  expect(await engine.look(never)).toMatchObject({ state: 'absent', kept: false })
  expect(await engine.add(program, never)).toEqual({ restart: false })
  expect(await engine.look(never)).toMatchObject({ state: 'running' })
  await engine.remove(false, never)
  expect(await engine.look(never)).toMatchObject({ state: 'absent', kept: true })
  await engine.add(program, never)
  await engine.remove(true, never)
  expect(await engine.look(never)).toMatchObject({ state: 'absent', kept: false })
  expect(questions().map((args) => args.slice(4))).toEqual([
    [
      '-File',
      expect.stringMatching(/^".*add-engine\.ps1"$/),
      '-Engine',
      `"${program}"`,
      '-Member',
      'S-1-5-21-1-2-3-1001',
    ],
    ['-File', expect.stringMatching(/^".*remove-engine\.ps1"$/)],
    expect.arrayContaining(['-Engine']),
    ['-File', expect.stringMatching(/^".*remove-engine\.ps1"$/), '-DeleteData'],
  ])
})

it('after Windows switched its containers on it waits for a restart', async () => {
  answer(3010)
  expect(await engine.add(program, never)).toEqual({ restart: true })
  expect(await engine.look(never)).toMatchObject({ state: 'restart' })
  windows.change((now) => void Object.assign(now.engine, { restart: false, service: 4 }))
  expect(await engine.look(never)).toMatchObject({ state: 'running' })
})

it.each([
  [{ feature: 3 }, 'Windows Home comes without them'],
  [{ build: '17134' }, 'build 17134 is too old'],
])('where it cannot be had nobody is asked: %o', async (facts, sentence) => {
  windows.change((now) => void Object.assign(now.engine, facts))
  expect(await engine.look(never)).toMatchObject({ state: 'impossible' })
  await expect(engine.add(program, never)).rejects.toThrow(sentence)
  expect(questions()).toEqual([])
})

it.each([
  [2, 'hypervisor-failed', 'did not switch its containers on'],
  [3, 'hypervisor-failed', 'could not be put in place'],
  [4, 'hypervisor-failed', 'did not take the engine'],
  [5, 'hypervisor-failed', 'does not start'],
  [6, 'conflict', String.raw`C:\ProgramData\Berth Engine belongs to a user`],
])('what went wrong is told by the exit code: %i', async (code, error, sentence) => {
  answer(code)
  await expect(engine.add(program, never)).rejects.toMatchObject({
    code: error,
    message: expect.stringContaining(sentence) as string,
  })
})

it('nobody has to agree, and what stays is told', async () => {
  windows.change((now) => void (now.fails = { elevate: failures.declined }))
  await expect(engine.add(program, never)).rejects.toThrow(
    'Nobody let Berth set the engine for Windows containers up',
  )
  await engine.add(program, never)
  answer(7)
  await expect(engine.remove(true, never)).rejects.toThrow('does not let all of its files go')
  answer(4)
  await expect(engine.remove(true, never)).rejects.toThrow('could not be removed')
})

it('is looked for where engines of Windows answer, its own pipe first', () => {
  expect(engine.pipes[0]).toBe(engine.pipe)
  expect(engine.pipes).toContain(String.raw`\\.\pipe\docker_engine_windows`)
  expect(new WindowsEngine(shell, { BERTH_WINDOWS_ENGINE: '/x.sock' }).pipes).toEqual(['/x.sock'])
})
