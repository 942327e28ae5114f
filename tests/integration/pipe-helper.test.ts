import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { nativeArch } from '../../scripts/assets/build.ts'
import { goBuild } from '../../scripts/assets/gobuild.ts'
import { FakeSshd } from '../fakes/sshd.ts'
import { PipeHelper } from '../fixtures/pipe-helper.ts'

/**
 * The helper that serves the engine's pipe on Windows, with a Unix socket in the pipe's place: all of it but the pipe. The
 * pipe itself: tests/package/pipe.installers.test.ts.
 */
let built: string
let dir: string
let sshd: FakeSshd
let engine: net.Server
/** clients that the engine has now */
let clients: number
let helper: PipeHelper
const pipe = (): string => path.join(dir, 'pipe')

beforeAll(async () => {
  built = await mkdtemp(path.join(os.tmpdir(), 'berth-pipe-'))
  const program = { module: 'vm-assets/tools/pipe', packages: ['.'], variables: {}, output: 'berth-pipe' }
  await goBuild(program, nativeArch(), built, (line) => console.error(line))
})
afterAll(() => rm(built, { recursive: true }))

beforeEach(async () => {
  clients = 0
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-pipe-'))
  const engineSocket = path.join(dir, 'engine')
  // An engine that answers only once its client has ended its own words.
  engine = net.createServer({ allowHalfOpen: true }, (client) => {
    let said = ''
    clients += 1
    client.on('close', () => (clients -= 1))
    client.on('error', () => undefined)
    client.on('data', (chunk) => (said += chunk.toString()))
    client.on('end', () => client.end(`${said} heard`))
  })
  await new Promise<void>((resolve) => engine.listen(engineSocket, resolve))
  sshd = await new FakeSshd({
    streamLocal: (at) => (at === '/run/docker.sock' ? engineSocket : null),
  }).listen()
})
afterEach(async () => {
  await helper.leave()
  await sshd.close()
  await new Promise((resolve) => engine.close(resolve))
  await rm(dir, { recursive: true, force: true })
})

async function start(pipes = [pipe()], keys: Pick<FakeSshd, 'keys'> = sshd): Promise<void> {
  helper = await PipeHelper.start({ command: [path.join(built, 'berth-pipe')], dir, sshd: keys, pipes })
}

/** What comes back for words that end with a half-close; '' when the connection is cut. */
function ask(words: string, at = pipe()): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const client = net.connect({ path: at, allowHalfOpen: true }, () => client.end(words))
    client.on('data', (chunk) => (answer += chunk.toString()))
    client.on('error', () => resolve(''))
    client.on('end', () => resolve(answer))
  })
}

test('each client gets a channel, and its half-close reaches the engine', async () => {
  await start()
  helper.guestAt(sshd.port)
  await expect.poll(() => ask('x'), { timeout: 10_000 }).toBe('x heard')
  expect(await Promise.all(['a', 'b', 'c'].map((word) => ask(word)))).toEqual([
    'a heard',
    'b heard',
    'c heard',
  ])
  expect(helper.reports).toEqual([{ event: 'listening', pipe: pipe() }, { event: 'connected' }])
  expect(sshd.accepted).toBe(1)
  expect(sshd.asked[0]).toMatchObject({ kind: 'pty' })
})

test('a client while there is no guest is cut off at once', async () => {
  await start()
  expect(await ask('x')).toBe('')
})

test('the guest moves: what was open ends, what comes finds it at its new place', async () => {
  await start()
  helper.guestAt(sshd.port)
  await expect.poll(() => ask('x'), { timeout: 10_000 }).toBe('x heard')
  const waiting = new Promise((resolve) =>
    net.connect(pipe()).on('end', resolve).on('error', resolve).resume(),
  )
  await expect.poll(() => clients).toBe(1)
  const moved = new FakeSshd({ streamLocal: () => path.join(dir, 'engine'), keys: sshd.keys })
  await moved.listen()
  helper.guestAt(moved.port)
  await waiting
  expect(await ask('y')).toBe('y heard')
  await moved.close()
})

test('a lost connection is told, and the next client has a new one', async () => {
  await start()
  helper.guestAt(sshd.port)
  await expect.poll(() => ask('x'), { timeout: 10_000 }).toBe('x heard')
  sshd.drop()
  await expect.poll(() => helper.reports.at(-1)?.event).toBe('lost')
  expect(await ask('y')).toBe('y heard')
})

test('another host key is refused', async () => {
  const stranger = new FakeSshd()
  await start([pipe()], { keys: { ...sshd.keys, host: stranger.keys.host } })
  helper.guestAt(sshd.port)
  await expect
    .poll(() => ask('x').then(() => helper.reports.at(-1)?.error), { timeout: 10_000 })
    .toMatch(/host key/)
})

test('a name that is taken leaves the second; with none free it fails and says so', async () => {
  const second = path.join(dir, 'second')
  const other = net.createServer().listen(pipe())
  await start([pipe(), second])
  expect(helper.reports[0]).toEqual({ event: 'listening', pipe: second })
  helper.guestAt(sshd.port)
  await expect.poll(() => ask('x', second), { timeout: 10_000 }).toBe('x heard')
  await helper.leave()
  await start([pipe()])
  expect(helper.reports[0]).toMatchObject({
    event: 'failed',
    error: expect.stringContaining(pipe()) as string,
  })
  expect(await helper.ended).toBe(1)
  await new Promise((resolve) => other.close(resolve))
})

test('it ends with its standard input', async () => {
  await start()
  expect(await helper.leave()).toBe(0)
})
