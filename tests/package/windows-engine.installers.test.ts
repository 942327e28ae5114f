import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scriptText } from '../../electron/machine/windows/script-files.ts'
import { ensureTools, ensureWindowsEngine } from '../../scripts/assets/build.ts'
import { engineVersions } from '../../scripts/assets/engine.ts'
import { Wine } from './nsis/wine.ts'

/**
 * dockerd.exe as it is packaged, under Debian's Wine: its settings and its service as add-engine.ps1 makes them, and docker.exe at its pipe.
 * What runs containers on Windows (vmcompute, HNS) is a stub: it answers that there are no networks, and runs nothing.
 */
const pipe = 'npipe:////./pipe/berth_windows_engine'
const settings = String.raw`C:\Program Files\Berth Engine\daemon.json`
const data = String.raw`C:\ProgramData\Berth Engine`
let work: string
let wine: Wine
let tools: string
let program: string

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'berth-winengine-'))
  wine = new Wine(path.join(work, 'wine'))
  await wine.boot()
  await wine.preparedForGo()
  await wine.preparedForContainers()
  const report = (line: string): void => console.error(line)
  tools = await ensureTools(report, { os: 'windows', arch: 'x86_64' })
  const folder = path.join(wine.systemDrive, 'Program Files', 'Berth Engine')
  await mkdir(folder, { recursive: true })
  program = path.join(folder, 'dockerd.exe')
  await copyFile(path.join(await ensureWindowsEngine('x86_64', report), 'dockerd.exe'), program)
  const group = os.userInfo().username
  await writeFile(
    path.join(folder, 'daemon.json'),
    JSON.stringify({ hosts: [pipe], 'data-root': data, pidfile: String.raw`${data}\docker.pid`, group }),
  )
})
afterAll(async () => {
  await wine.end()
  await rm(work, { recursive: true, force: true })
})

async function run(file: string, ...args: string[]): Promise<{ out: string; code: number }> {
  const env = { ...wine.env, DOCKER_HOST: undefined, DOCKER_CONFIG: wine.pathOf(path.join(work, 'config')) }
  const ran = await execa('wine', [file, ...args], {
    env,
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
    all: true,
  })
  return { out: ran.all, code: ran.exitCode ?? -1 }
}
const docker = (...args: string[]): Promise<{ out: string; code: number }> =>
  run(path.join(tools, 'docker.exe'), '-H', pipe, ...args)

test('it is the release that the guest has', async () => {
  const { docker: version } = await engineVersions()
  expect((await run(program, '--version')).out).toContain(`Docker version ${version}`)
})

test('it takes the settings that the script writes', async () => {
  const script = scriptText('add-engine')
  for (const word of [
    `'hosts'     = @('${pipe}')`,
    "'data-root' = $data",
    "'pidfile'   = ",
    "'group'     = $Member",
  ])
    expect(script).toContain(word)
  expect(await run(program, '--validate', '--config-file', settings)).toMatchObject({ code: 0 })
  const odd = path.join(work, 'odd.json')
  await writeFile(odd, '{"hosts":[],"pipe":"x"}')
  expect(await run(program, '--validate', '--config-file', wine.pathOf(odd))).toMatchObject({ code: 1 })
})

test('it becomes a service by the words of the script, and is none after', async () => {
  const service = ['--service-name', 'berth-engine']
  const made = await run(program, '--register-service', ...service, '--config-file', settings)
  expect(made).toMatchObject({ code: 0 })
  const key = String.raw`HKLM\System\CurrentControlSet\Services\berth-engine`
  const registered = await wine.registry(key)
  expect(registered).toContain(String.raw`"C:\Program Files\Berth Engine\dockerd.exe" --run-service`)
  expect(registered).toContain(`--config-file "${settings}"`)
  expect(registered).toMatch(/Start\s+REG_DWORD\s+0x2\b/)
  expect(await run(program, '--unregister-service', ...service)).toMatchObject({ code: 0 })
  expect(await wine.registry(key)).toBeNull()
})

// Wine's service manager gives up on it ("Service request timeout"), so it is run as a program, without a network to make.
test('docker.exe finds an engine for Windows at its pipe', async () => {
  const engine = execa('wine', [program, '--config-file', settings, '--bridge', 'none'], {
    env: wine.env,
    reject: false,
    stdin: 'ignore',
  })
  // On Windows it logs to its standard output.
  const listening = new Promise<void>((resolve) => {
    engine.stdout.on('data', (words: Buffer) => {
      if (words.toString().includes('API listen on //./pipe/berth_windows_engine')) resolve()
    })
  })
  try {
    await Promise.race([listening, engine.then(({ stderr }) => Promise.reject(new Error(stderr)))])
    const { out } = await docker('version', '--format', '{{.Server.Os}} {{.Server.Version}}')
    expect(out).toMatch(/^windows 29\./m)
    const info = await docker('info', '--format', '{{.OSType}} {{.Driver}} {{.DockerRootDir}}')
    expect(info.out).toContain(`windows windowsfilter ${data}`)
  } finally {
    engine.kill('SIGKILL')
  }
})
