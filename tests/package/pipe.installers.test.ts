import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureTools } from '../../scripts/assets/build.ts'
import { FakeSshd } from '../fakes/sshd.ts'
import { loadBusybox } from '../fixtures/busybox-image.ts'
import { startEngine, type TestEngine } from '../fixtures/engine.ts'
import { PipeHelper } from '../fixtures/pipe-helper.ts'
import { Wine } from './nsis/wine.ts'

/**
 * Windows' docker.exe and the helper with Windows' named pipe, both as they are packaged, under Debian's Wine: through
 * \\.\pipe\docker_engine and an SSH server to a real engine. Wine's pipes are its own: what they prove is the protocol
 * (messages, the empty one for a half-close), not Windows' access lists.
 */
let work: string
let wine: Wine
let engine: TestEngine
let sshd: FakeSshd
let helper: PipeHelper
let tools: string

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'berth-winpipe-'))
  wine = new Wine(path.join(work, 'wine'))
  await wine.boot()
  await wine.preparedForGo()
  tools = await ensureTools((line) => console.error(line), { os: 'windows', arch: 'x86_64' })
  engine = await startEngine()
  await loadBusybox(engine.socketPath)
  sshd = await new FakeSshd({
    streamLocal: (at) => (at === '/run/docker.sock' ? engine.socketPath : null),
  }).listen()
  helper = await startHelper()
  helper.guestAt(sshd.port)
})
afterAll(async () => {
  await helper.leave()
  await wine.end()
  await sshd.close()
  await engine.stop()
  await rm(work, { recursive: true, force: true })
})

function startHelper(): Promise<PipeHelper> {
  const command = ['wine', path.join(tools, 'berth-pipe.exe')]
  return PipeHelper.start({
    command,
    dir: work,
    sshd,
    env: wine.env,
    pathOf: (file) => wine.pathOf(file),
  })
}

/** docker.exe with nothing said of where the engine is. */
async function docker(
  args: readonly string[],
  input?: string,
): Promise<{ stdout: string; exitCode: number }> {
  const { stdout, exitCode = -1 } = await execa('wine', [path.join(tools, 'docker.exe'), ...args], {
    env: { ...wine.env, DOCKER_HOST: undefined, DOCKER_CONFIG: wine.pathOf(path.join(work, 'config')) },
    reject: false,
    stripFinalNewline: false,
    timeout: 60_000,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  })
  return { stdout, exitCode }
}

test('docker_engine is free, and taken', () => {
  expect(helper.reports[0]).toEqual({ event: 'listening', pipe: String.raw`\\.\pipe\docker_engine` })
})

test('docker.exe version', async () => {
  const { stdout, exitCode } = await docker([
    'version',
    '--format',
    '{{.Client.Os}} {{.Server.Os}} {{.Server.Version}}',
  ])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^windows linux 29\./)
})

test('run -i: the end of the input reaches the container, its answer comes back', async () => {
  const run = ['run', '--rm', '-i', '--network', 'none', 'busybox', 'sh', '-c', 'cat; echo end']
  const { stdout, exitCode } = await docker(run, 'x\n')
  expect({ stdout, exitCode }).toEqual({ stdout: 'x\nend\n', exitCode: 0 })
})

test('a megabyte goes in and comes back whole', async () => {
  const word = 'a line of forty characters, and no more.\n'
  const input = word.repeat(25_000)
  const { stdout } = await docker(['run', '--rm', '-i', '--network', 'none', 'busybox', 'cat'], input)
  expect(stdout === input).toBe(true)
})

test('exec, its exit code, and logs -f until the container ends', async () => {
  await docker([
    'run',
    '-d',
    '--name',
    'talker',
    '--network',
    'none',
    'busybox',
    'sh',
    '-c',
    'echo one; sleep 4; echo two',
  ])
  const followed = docker(['logs', '-f', 'talker'])
  const { stdout, exitCode } = await docker(['exec', '-i', 'talker', 'sh', '-c', 'cat; exit 7'], 'in\n')
  expect({ stdout, exitCode }).toEqual({ stdout: 'in\n', exitCode: 7 })
  expect((await followed).stdout).toBe('one\ntwo\n')
})

test('a second helper takes berth_engine', async () => {
  const second = await startHelper()
  expect(second.reports[0]).toEqual({ event: 'listening', pipe: String.raw`\\.\pipe\berth_engine` })
  second.guestAt(sshd.port)
  const host = ['-H', 'npipe:////./pipe/berth_engine']
  expect((await docker([...host, 'version', '--format', '{{.Server.Os}}'])).stdout).toBe('linux\n')
  expect(await second.leave()).toBe(0)
})
