import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { connectHost, fromClientError, unixWebSocket } from '../api/client/node.ts'
import { contractServer, maxMessageBytes } from '../api/server/serve.ts'
import type { Services } from '../api/services/index.ts'
import { BerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import { serveControl, type ControlServer } from './control.ts'

let dir = ''
let socketPath = ''
let control: ControlServer
const lines = new Topic<string[]>()
const busy = new BerthError('busy', 'It is busy.', { hint: 'Wait.', step: 'Boot' })

const services = {
  host: {
    info: async () => ({ pid: 1, version: '1', home: 'h', sessions: 0 }),
    logs: (_options: object, signal: AbortSignal) => lines.follow(signal),
  },
  machine: { suspend: () => Promise.reject(busy), stop: () => new Promise(() => undefined) },
} as unknown as Services

beforeEach(async () => {
  // A colon, a space, a percent sign and letters of any kind: all of them are allowed in a path.
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth: ü %20 '))
  await mkdir(path.join(dir, 'run'))
  socketPath = path.join(dir, 'run', 'control.sock')
  control = await listen()
})
afterEach(async () => {
  await control.close()
  await rm(dir, { recursive: true, force: true })
})

function listen(): Promise<ControlServer> {
  const context = { services, caller: 'owner' } as const
  const contract = contractServer(new WebSocketServer({ noServer: true }), context, silent)
  const changed = (): void => undefined
  return serveControl({ socketPath, log: silent, paths: { '/trpc': contract }, maxMessageBytes, changed })
}

test('calls are answered, and errors come whole', async () => {
  const host = await connectHost(socketPath)
  expect(await host.api.host.info.query()).toMatchObject({ pid: 1 })
  expect(control.clients).toBe(1)
  const error = await host.api.machine.suspend.mutate().catch(fromClientError)
  expect(error).toBeInstanceOf(BerthError)
  expect((error as BerthError).toPlain()).toEqual(busy.toPlain())
  host.close()
  await host.closed
})

test('the socket is its owner’s alone', async () => {
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
})

test('a subscription gives what is published until its signal aborts', async () => {
  const host = await connectHost(socketPath)
  const abort = new AbortController()
  const input = { log: 'host', lines: 1, follow: true } as const
  const heard = host.api.host.logs.subscribe(input, { signal: abort.signal })
  // The host listens from when it got the call, which nothing tells.
  const repeat = setInterval(() => lines.publish(['one']), 20)
  expect((await heard.next()).value).toEqual(['one'])
  clearInterval(repeat)
  abort.abort()
  for await (const rest of heard) expect(rest).toEqual(['one'])
  host.close()
})

test('bad input is told as such, over a subscription too', async () => {
  const host = await connectHost(socketPath)
  const input = { log: 'host', lines: -1, follow: true } as const
  const heard = host.api.host.logs.subscribe(input)
  expect(await heard.next().catch(fromClientError)).toMatchObject({ code: 'bad-input' })
  host.close()
})

test('a call that is under way when the host goes fails with a reason', async () => {
  const host = await connectHost(socketPath)
  const stop = host.api.machine.stop.mutate({ force: false }).catch(fromClientError)
  await host.api.host.info.query()
  await control.close()
  await host.closed
  expect(await stop).toMatchObject({ code: 'host-unreachable' })
  expect(await readdir(path.join(dir, 'run'))).toEqual([])
  await expect(connectHost(socketPath)).rejects.toMatchObject({ code: 'host-unreachable' })
  control = await listen()
})

test('malformed messages are answered with an error, oversized ones end their connection; others go on', async () => {
  const other = await connectHost(socketPath)
  const socket = unixWebSocket(socketPath, '/trpc')
  await once(socket, 'open')
  for (const message of ['no json', '{}', '[]', '{"id":1,"method":"query","params":7}', '\u0000', 'null']) {
    socket.send(message)
    if (message === '[]') continue
    const [data] = (await once(socket, 'message')) as [Buffer]
    expect(JSON.parse(data.toString())).toHaveProperty('error')
  }
  socket.send(JSON.stringify({ id: 7, method: 'query', params: { path: 'host.nothing' } }))
  const [unknown] = (await once(socket, 'message')) as [Buffer]
  expect(unknown.toString()).not.toContain('stack')
  socket.send('x'.repeat(maxMessageBytes + 1))
  expect((await once(socket, 'close'))[0]).toBe(1009)
  expect(await other.api.host.info.query()).toMatchObject({ pid: 1 })
  other.close()
})

test('other paths and plain requests are no way in', async () => {
  const socket = unixWebSocket(socketPath, '/other')
  socket.on('error', () => undefined)
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  expect(response.statusCode).toBe(404)
})

test('a stale socket is replaced, one that is answered on is not', async () => {
  await control.close()
  await writeFile(socketPath, '')
  control = await listen()
  expect(await (await connectHost(socketPath)).api.host.info.query()).toMatchObject({ pid: 1 })
  await expect(listen()).rejects.toMatchObject({ code: 'conflict' })
  await control.close()
  const other = createServer().listen(socketPath)
  await once(other, 'listening')
  await expect(listen()).rejects.toMatchObject({ code: 'conflict' })
  other.close()
  await once(other, 'close')
  control = await listen()
})
