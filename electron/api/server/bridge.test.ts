import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket as NodeWebSocket, WebSocketServer } from 'ws'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { FakeServices } from '../../../tests/fakes/services.ts'
import { silent } from '../../base/log.ts'
import { portSockets } from '../port/client-socket.ts'
import { fromNodePort } from '../port/port.ts'
import type { AppRouter } from '../router/index.ts'
import { bridgePort } from './bridge.ts'
import { contractServer } from './serve.ts'

const patience = { timeout: 10_000 }
let server: Server | null = null
let sockets: WebSocketServer | null = null
const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
  for (const client of sockets?.clients ?? []) client.terminate()
  server?.close()
})

/** A host in another process, as far as its socket goes. */
async function openHost(services: FakeServices): Promise<string> {
  server = createServer()
  sockets = new WebSocketServer({ server })
  sockets.on('connection', contractServer(sockets, { services, caller: 'owner' }, silent))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/trpc`
}

function connect(url: string) {
  const client = createWSClient({
    url: 'port:',
    retryDelayMs: () => 10,
    WebSocket: portSockets(async () => {
      const { port1, port2 } = new MessageChannel()
      bridgePort(fromNodePort(port2), new NodeWebSocket(url))
      return fromNodePort(port1)
    }),
  })
  endings.push(() => void client.close())
  return createTRPCClient<AppRouter>({ links: [wsLink({ client })] })
}

test('a port reaches a host in another process, and again after that broke', async () => {
  const api = connect(await openHost(new FakeServices(scenes.three())))
  expect((await api.host.info.query()).pid).toBe(4711)
  const kinds: string[] = []
  api.containers.watch.subscribe(undefined, { onData: ({ kind }) => kinds.push(kind) })
  await vi.waitFor(() => expect(kinds).toEqual(['all']), patience)
  for (const client of sockets!.clients) client.terminate()
  await vi.waitFor(() => expect(kinds).toEqual(['all', 'all']), patience)
})

test('a host that is not there closes the port', async () => {
  const url = await openHost(new FakeServices(scenes.three()))
  await new Promise((resolve) => server?.close(resolve))
  const { port1, port2 } = new MessageChannel()
  const said: unknown[] = []
  port1.on('message', (data) => said.push(data))
  const gone = new Promise((resolve) => port1.on('close', () => resolve(undefined)))
  bridgePort(fromNodePort(port2), new NodeWebSocket(url))
  await gone
  expect(said).toEqual([{ kind: 'close', code: 1001, reason: '' }])
})

test('a port that goes closes its connection to the host', async () => {
  const url = await openHost(new FakeServices(scenes.three()))
  const { port1, port2 } = new MessageChannel()
  port1.on('message', () => port1.close())
  // Heard of, not looked for: it may come and go between two looks.
  const gone = new Promise((resolve) =>
    sockets?.once('connection', (client) => client.once('close', resolve)),
  )
  bridgePort(fromNodePort(port2), new NodeWebSocket(url))
  await gone
})

test('a client that does not read holds the host back, and gets all once it does', async () => {
  const services = new FakeServices(scenes.three())
  const url = await openHost(services)
  const { port1, port2 } = new MessageChannel()
  let texts = 0
  let unread = 0
  let answering = false
  const read = (): void => {
    if (unread > 0) port1.postMessage({ kind: 'took', length: unread })
    unread = 0
  }
  port1.on('message', (frame: { kind: string; text?: string }) => {
    if (frame.kind === 'open')
      port1.postMessage({
        kind: 'text',
        text: JSON.stringify({ id: 1, method: 'subscription', params: { path: 'containers.watch' } }),
      })
    if (frame.text === undefined) return
    texts += 1
    unread += frame.text.length
    if (answering) read()
  })
  bridgePort(fromNodePort(port2), new NodeWebSocket(url))
  await vi.waitFor(() => expect(texts).toBe(2), patience)
  const row = { ...scenes.three().containers[0]!, command: 'x'.repeat(512 * 1024) }
  for (let sent = 0; sent < 40; sent += 1) services.containers.set(row)
  // What the two sockets' buffers hold is not known; that it is not all of it is.
  await vi.waitFor(() => expect(unread).toBeGreaterThan(1024 * 1024), patience)
  const held = texts
  answering = true
  read()
  await vi.waitFor(() => expect(texts).toBe(42), patience)
  expect(held).toBeLessThan(42)
  port1.close()
})
