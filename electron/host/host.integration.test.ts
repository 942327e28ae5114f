import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { fromClientError } from '../api/client/node.ts'
import { findInstallation } from '../base/installation.ts'
import { pathsOf, socketPathLimit, type Paths } from '../base/paths.ts'
import { hostsOf, type Hosts } from '../cli/hosts.ts'
import { FakeEngine } from '../../tests/fakes/engine.ts'
import { takeLock } from './lock.ts'

/**
 * True host processes, found, started and left as the berth command does it. Their computer has no QEMU in its PATH,
 * so no machine ever runs.
 */
const program = path.join(import.meta.dirname, 'main.ts')
let dir = ''
let opened: Hosts[] = []

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth Zoë '))
  await mkdir(path.join(dir, 'bin'))
})
afterEach(async () => {
  for (const hosts of opened) {
    const host = await hosts.find()
    await host?.api.host.shutDown.mutate({ unlessUsed: false }).catch(() => undefined)
    await host?.closed
    hosts.close()
  }
  opened = []
  await rm(dir, { recursive: true, force: true })
})

function hostsAt(home: string): { hosts: Hosts; paths: Paths } {
  const paths = pathsOf(home)
  const env = { ...process.env, PATH: path.join(dir, 'bin'), DOCKER_CONFIG: path.join(dir, 'docker') }
  const hosts = hostsOf(paths, program, env)
  opened.push(hosts)
  return { hosts, paths }
}

test('two that ask at once get the same host, and it is private', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  expect(await hosts.find()).toBeNull()
  const both = await Promise.all([hosts.ensure(), hosts.ensure(), hosts.ensure()])
  const infos = await Promise.all(both.map((host) => host.api.host.info.query()))
  expect(new Set(infos.map(({ pid }) => pid)).size).toBe(1)
  expect(infos[0]).toMatchObject({ home: paths.home, sessions: 0 })
  expect((await stat(paths.run.controlSocket)).mode & 0o777).toBe(0o600)
  expect((await stat(paths.hostLog)).mode & 0o777).toBe(0o600)
  expect(takeLock(paths.run.lock)).toBeNull()
})

test('a host that was killed is replaced, with nothing to clean up by hand', async () => {
  const { hosts } = hostsAt(path.join(dir, 'home'))
  const first = await hosts.ensure()
  const { pid } = await first.api.host.info.query()
  process.kill(pid, 'SIGKILL')
  await first.closed
  const second = await hosts.ensure()
  expect((await second.api.host.info.query()).pid).not.toBe(pid)
})

test('told to end by a signal, it takes its sockets away', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  const host = await hosts.ensure()
  process.kill((await host.api.host.info.query()).pid, 'SIGTERM')
  await host.closed
  const released = async (): Promise<boolean> => {
    const lock = takeLock(paths.run.lock)
    lock?.release()
    return lock !== null
  }
  while (!(await released())) await new Promise((resolve) => setImmediate(resolve))
  expect(await readdir(paths.run.dir)).toEqual(['host.lock'])
})

test('it ends when asked by its only client, and stays for another or for a page', async () => {
  const { hosts } = hostsAt(path.join(dir, 'home'))
  const [one, two] = [await hosts.ensure(), await hosts.ensure()]
  expect(await one.api.host.shutDown.mutate({ unlessUsed: true })).toBe(false)
  two.close()
  await two.closed
  const page = await openPage(await one.api.host.pageUrl.mutate())
  while ((await one.api.host.info.query()).sessions === 0) continue
  expect(await one.api.host.shutDown.mutate({ unlessUsed: true })).toBe(false)
  page.terminate()
  while ((await one.api.host.info.query()).sessions > 0) continue
  expect(await one.api.host.shutDown.mutate({ unlessUsed: true })).toBe(true)
  await one.closed
})

/** What a browser does with a one-time URL. */
async function openPage(url: string): Promise<WebSocket> {
  const opened = await fetch(url)
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const key = /#key=([\w-]+)/.exec(await opened.text())?.[1] ?? ''
  const { host, origin } = new URL(url)
  const socket = new WebSocket(`ws://${host}/trpc?key=${key}`, { headers: { cookie, origin } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

test('a page may look, but neither end nor reset the host', async () => {
  const { hosts } = hostsAt(path.join(dir, 'home'))
  const host = await hosts.ensure()
  const page = await openPage(await host.api.host.pageUrl.mutate())
  const ask = asking(page)
  expect(await ask(1, 'query', 'machine.view')).toContain('"state":"stopped"')
  expect(await ask(2, 'mutation', 'host.reset')).toContain('Only the berth command')
  expect(await ask(3, 'mutation', 'host.shutDown', { unlessUsed: false })).toContain('Only the berth command')
  expect(await ask(4, 'mutation', 'host.pageUrl')).toContain('Only the berth command')
  page.terminate()
})

test('a page is shown the engine that was chosen as it came; the owner keeps Berth’s own', async () => {
  const engine = await FakeEngine.start()
  const { tools } = await findInstallation(import.meta.dirname)
  const attic = ['context', 'create', 'attic', '--docker', `host=unix://${engine.socketPath}`]
  const env = { ...process.env, DOCKER_CONFIG: path.join(dir, 'docker') }
  await promisify(execFile)(path.join(tools, 'docker'), attic, { env })
  const { hosts } = hostsAt(path.join(dir, 'home'))
  const host = await hosts.ensure()
  const open = async () => openPage(await host.api.host.pageUrl.mutate())
  const before = await open()
  await asking(before)(1, 'mutation', 'engines.use', { id: 'context:attic' })
  const after = await open()
  // Only of Berth's own engine is there a disk to be told of.
  const own = '"fileBytes"'
  expect(await asking(after)(1, 'query', 'disk.data')).not.toContain(own)
  expect(await asking(before)(2, 'query', 'disk.data')).toContain(own)
  expect(await host.api.disk.data.query()).not.toBeNull()
  for (const page of [before, after]) page.terminate()
  await engine.stop()
})

test('without QEMU a start fails with what to install, and the status remembers it', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  const { api } = await hosts.ensure()
  const failed = await api.machine.start.mutate({ cold: false }).catch(fromClientError)
  expect(failed).toMatchObject({ code: 'hypervisor-missing', step: 'Check this computer' })
  const { status } = await api.machine.view.query()
  expect(status).toMatchObject({ state: 'failed', engine: null })
  expect(status.errors).toHaveLength(1)
  expect(await api.host.shutDown.mutate({ unlessUsed: true })).toBe(false)
  expect((await api.machine.stop.mutate({ force: false })).state).toBe('stopped')
  await expect(access(paths.machine.dataDisk)).rejects.toThrow()
})

test('settings outlive the host, and are answered for without one', async () => {
  const { hosts } = hostsAt(path.join(dir, 'home'))
  const change = await hosts.ask({ kind: 'set-setting', name: 'diskGiB', value: 80 })
  expect(change).toMatchObject({ row: { value: 80 }, needsRestart: false })
  const refused = hosts.ask({ kind: 'set-setting', name: 'memoryMiB', value: 12 })
  await expect(refused).rejects.toMatchObject({ code: 'settings-invalid' })
  expect(await hosts.ask({ kind: 'status' })).toMatchObject({
    orphan: false,
    status: { state: 'stopped', machine: { diskGiB: 80 } },
  })
  expect(await hosts.find()).toBeNull()
  const { api } = await hosts.ensure()
  expect((await api.settings.list.query()).find(({ name }) => name === 'diskGiB')?.value).toBe(80)
})

test('damaged settings are told by the status, not by silence', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  await mkdir(paths.home)
  await writeFile(paths.settings, '{')
  const { status } = await hosts.ask({ kind: 'status' })
  expect(status.errors).toMatchObject([{ step: 'settings' }])
})

test('a home whose path is too long for a socket has its sockets elsewhere', async () => {
  const home = path.join(dir, 'x'.repeat(socketPathLimit))
  const { hosts, paths } = hostsAt(home)
  const host = await hosts.ensure()
  expect(paths.run.dir.startsWith(home)).toBe(false)
  expect((await host.api.host.info.query()).home).toBe(home)
  await host.api.host.reset.mutate()
  await host.closed
  while (await stat(paths.run.dir).catch(() => null)) await new Promise((resolve) => setImmediate(resolve))
})

test('a home that cannot be is refused in a sentence', async () => {
  const file = path.join(dir, 'file')
  await writeFile(file, '')
  const { hosts } = hostsAt(path.join(file, 'home'))
  await expect(hosts.ensure()).rejects.toMatchObject({ code: 'home-unusable' })
})

test('a log that cannot be written is no reason to end', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  const { api } = await hosts.ensure()
  await rm(paths.logs, { recursive: true })
  expect(await api.host.info.query()).toMatchObject({ home: paths.home })
})

test('a reset names what there is, and leaves nothing', async () => {
  const { hosts, paths } = hostsAt(path.join(dir, 'home'))
  const host = await hosts.ensure()
  await host.api.settings.set.mutate({ name: 'diskGiB', value: 80 })
  const preview = await host.api.host.resetPreview.query()
  expect(preview.items.map(({ what }) => what)).toEqual(['settings', 'logs'])
  await host.api.host.reset.mutate()
  await host.closed
  while (await stat(paths.home).catch(() => null)) await new Promise((resolve) => setImmediate(resolve))
})

/** Asks over a page's socket, one question after another, and gives the answer as it came. */
function asking(page: WebSocket) {
  return (id: number, method: string, procedure: string, input?: object): Promise<string> => {
    page.send(JSON.stringify({ id, method, params: { path: procedure, input } }))
    return new Promise((resolve) => page.once('message', (data: Buffer) => resolve(data.toString())))
  }
}
