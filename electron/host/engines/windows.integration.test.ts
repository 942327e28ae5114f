import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installFakeWindows, type InstalledWindows } from '../../../tests/fakes/hyperv/install.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { testDocker, type TestDocker } from '../../../tests/fixtures/docker-cli.ts'
import { WindowsEngineFixture } from '../../../tests/fixtures/windows-engine.ts'
import { silent } from '../../base/log.ts'
import { WindowsEngine } from '../../machine/windows/engine.ts'
import { PowerShell } from '../../machine/windows/powershell.ts'
import { DockerContext, windowsContext } from '../docker-context.ts'
import { noWindowsContainers, WindowsContainers } from './windows.ts'

const never = new AbortController().signal
let dir: string
let room: EngineRoom
let docker: TestDocker
let fake: InstalledWindows
let shell: PowerShell
let engine: WindowsEngineFixture
let windows: WindowsContainers
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-windows-'))
  room = await EngineRoom.open()
  docker = await testDocker(room.native.socketPath)
  fake = await installFakeWindows(dir)
  shell = new PowerShell(fake.program)
  engine = new WindowsEngineFixture(path.join(dir, 'windows.sock'), room.native.socketPath)
  const context = (engineSocket: string, name: string): DockerContext =>
    new DockerContext({ ...docker, engineSocket, name, log: silent })
  windows = new WindowsContainers({
    engine: new WindowsEngine(shell, { BERTH_WINDOWS_ENGINE: engine.socketPath }),
    program: path.join(dir, 'dockerd.exe'),
    ownContext: context(path.join(dir, 'own.sock'), 'berth'),
    context: (socket) => context(socket, windowsContext),
  })
})
afterAll(async () => {
  shell.close()
  await engine.stop()
  await docker.close()
  await room.close()
  await rm(dir, { recursive: true })
})

test('a package without dockerd.exe asks nobody', async () => {
  await expect(windows.add()).rejects.toMatchObject({ code: 'not-found' })
  expect(fake.read().calls.map(([name]) => name)).not.toContain('elevate')
})

test('its data is measured by the engine, and deleted by it before its folder goes', async () => {
  await writeFile(path.join(dir, 'dockerd.exe'), '')
  await engine.start()
  expect(await windows.add()).toEqual({ restart: false })
  await room.run('runs', ['sleep', '600'])
  await room.client.json({ doing: 'make', method: 'POST', path: '/volumes/create', body: { Name: 'kept' } })
  const view = await windows.look(never)
  expect(view).toMatchObject({ state: 'running', kept: true })
  expect(view.bytes).toBeGreaterThan(100_000)
  await windows.remove({ deleteData: true })
  const left = await Promise.all(
    ['/containers/json?all=1', '/images/json', '/volumes'].map((at) =>
      room.client.json({ doing: 'look', path: at }),
    ),
  )
  expect(left).toMatchObject([[], [], { Volumes: [] }])
  expect(fake.read().engine).toMatchObject({ service: null, kept: false })
})

test('what answers and is none of Berth’s is told, and an engine for Linux is none', async () => {
  expect(await windows.look(never)).toMatchObject({ state: 'elsewhere' })
  await engine.stop()
  expect(await windows.look(never)).toMatchObject({ state: 'absent', bytes: null })
  expect(await windows.find()).toBeNull()
})

test('elsewhere all is refused', async () => {
  await expect(noWindowsContainers.add()).rejects.toMatchObject({ code: 'bad-input' })
})
