import { MessageChannel as NodeChannel } from 'node:worker_threads'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { FakeServices } from '../../../tests/fakes/services.ts'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { silent } from '../../base/log.ts'
import { fromClientError } from '../client/node.ts'
import type { AppRouter } from '../router/index.ts'
import { clientOnPort } from '../server/port-socket.ts'
import { contractServer } from '../server/serve.ts'
import { portSockets } from './client-socket.ts'
import { fromDomPort, fromElectronPort, fromNodePort, type ElectronPort, type Port } from './port.ts'

const patience = { timeout: 10_000 }
const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** Two ends of a real channel, the client's first, as each of the three places has them. */
const channels: Record<string, () => [Port, Port]> = {
  'two threads of Node': () => {
    const { port1, port2 } = new NodeChannel()
    return [fromNodePort(port1), fromNodePort(port2)]
  },
  'a page and Node': () => {
    const { port1, port2 } = new NodeChannel()
    return [fromDomPort(port1 as unknown as MessagePort), fromNodePort(port2)]
  },
  'Electron and Node': () => {
    const { port1, port2 } = new NodeChannel()
    return [fromElectronPort(electronPort(port1)), fromNodePort(port2)]
  },
}

/** Electron's ports emit events that hold the data. */
function electronPort(port: InstanceType<typeof NodeChannel>['port1']): ElectronPort {
  return {
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      event === 'message'
        ? port.on('message', (data: unknown) => listener({ data }))
        : port.on('close', () => listener({ data: null })),
  }
}

function serve(services: FakeServices, log: Log = silent): (port: Port) => void {
  const contract = contractServer(
    new WebSocketServer({ noServer: true }),
    { services, caller: 'browser' },
    log,
  )
  return (port) => {
    const { socket, request } = clientOnPort(port)
    contract(socket, request)
  }
}

interface Connected {
  readonly api: ReturnType<typeof createTRPCClient<AppRouter>>
  readonly services: FakeServices
  /** the host's ends, the newest last */
  readonly hostEnds: Port[]
  readonly closed: number[]
}

function connect(make: () => [Port, Port], log?: Log): Connected {
  const services = new FakeServices(scenes.three())
  const take = serve(services, log)
  const hostEnds: Port[] = []
  const closed: number[] = []
  const client = createWSClient({
    url: 'port:',
    WebSocket: portSockets(async () => {
      const [ours, host] = make()
      hostEnds.push(host)
      take(host)
      return ours
    }),
    retryDelayMs: () => 10,
    onClose: (cause) => closed.push(cause?.code ?? 0),
  })
  endings.push(
    () => void client.close(),
    () => hostEnds.forEach((port) => port.close()),
  )
  const api = createTRPCClient<AppRouter>({ links: [wsLink({ client })] })
  return { api, services, hostEnds, closed }
}

for (const [name, make] of Object.entries(channels)) {
  test(`${name}: calls, errors and a table that is watched`, async () => {
    const { api, services } = connect(make)
    expect((await api.host.info.query()).pid).toBe(4711)

    const refused = api.containers.remove.mutate({ id: scenes.three().containers[0]!.id })
    await expect(refused.catch((thrown: unknown) => Promise.reject(fromClientError(thrown)))).rejects.toEqual(
      expect.objectContaining({ code: 'conflict', hint: expect.any(String) as string }),
    )
    await expect(refused).rejects.not.toBeInstanceOf(BerthError)
    await expect(api.host.reset.mutate()).rejects.toThrow('Only the berth command may do this.')

    const kinds: string[] = []
    const watch = api.containers.watch.subscribe(undefined, { onData: ({ kind }) => kinds.push(kind) })
    await vi.waitFor(() => expect(kinds).toEqual(['all']), patience)
    services.containers.delete(scenes.three().containers[0]!.id)
    await vi.waitFor(() => expect(kinds).toEqual(['all', 'removed']), patience)
    watch.unsubscribe()
  })
}

const make = channels['two threads of Node']!

test('who unsubscribes, and who goes, ends what the host does for it', async () => {
  const { api, services, hostEnds } = connect(make)
  const ended: string[] = []
  const watch = services.machine.watch
  Object.assign(services.machine, {
    watch: (signal: AbortSignal) => {
      signal.addEventListener('abort', () => ended.push('machine'))
      return watch(signal)
    },
  })
  const started = Promise.withResolvers<undefined>()
  const first = api.machine.watch.subscribe(undefined, { onData: () => started.resolve(undefined) })
  await started.promise
  first.unsubscribe()
  await vi.waitFor(() => expect(ended).toEqual(['machine']), patience)

  const again = Promise.withResolvers<undefined>()
  const second = api.machine.watch.subscribe(undefined, { onData: () => again.resolve(undefined) })
  await again.promise
  hostEnds[0]!.close()
  await vi.waitFor(() => expect(ended).toEqual(['machine', 'machine']), patience)
  second.unsubscribe()
})

test('a port that is lost is made again, and what is watched comes whole', async () => {
  const { api, hostEnds, closed } = connect(make)
  const kinds: string[] = []
  api.containers.watch.subscribe(undefined, { onData: ({ kind }) => kinds.push(kind) })
  await vi.waitFor(() => expect(kinds).toEqual(['all']), patience)
  hostEnds[0]!.close()
  await vi.waitFor(() => expect(kinds).toEqual(['all', 'all']), patience)
  expect(hostEnds).toHaveLength(2)
  expect(closed).toEqual([1006])
})

test.each([
  ['no object', 'PING'],
  ['of no kind', { kind: 'shout' }],
  ['a text that is none', { kind: 'text', text: 7 }],
  ['too long', { kind: 'text', text: 'x'.repeat(2 * 1024 * 1024 + 1) }],
  ['more read than was sent', { kind: 'took', length: 1e12 }],
  ['no length', { kind: 'took', length: Number.NaN }],
  ['the server’s own word', { kind: 'open' }],
  ['a code that is none', { kind: 'close', code: 'x' }],
])('a message that is %s ends the connection, and nothing else', async (_what, message) => {
  const { port1, port2 } = new NodeChannel()
  const said: unknown[] = []
  const gone = Promise.withResolvers<undefined>()
  port1.on('message', (data) => said.push(data))
  port1.on('close', () => gone.resolve(undefined))
  serve(new FakeServices(scenes.three()))(fromNodePort(port2))
  port1.postMessage(message)
  await gone.promise
  expect(said[0]).toEqual({ kind: 'open' })
  expect(said.at(-1)).toMatchObject({ kind: 'close', code: 1002 })
})

test('what is no JSON is answered, and the connection goes on', async () => {
  const { port1, port2 } = new NodeChannel()
  const texts: string[] = []
  port1.on('message', (frame: { text?: string }) => frame.text !== undefined && texts.push(frame.text))
  serve(new FakeServices(scenes.three()))(fromNodePort(port2))
  port1.postMessage({ kind: 'text', text: 'neither here nor there' })
  port1.postMessage({ kind: 'text', text: 'PING' })
  await vi.waitFor(() => expect(texts.at(-1)).toBe('PONG'), patience)
  expect(texts[0]).toContain('error')
  port1.close()
})

test('a client that never says what it read is cut off before the host drowns', async () => {
  const warned: object[] = []
  const services = new FakeServices(scenes.three())
  const { port1, port2 } = new NodeChannel()
  const gone = Promise.withResolvers<undefined>()
  port1.on('close', () => gone.resolve(undefined))
  port1.on('message', () => undefined)
  serve(services, { ...silent, warn: (data) => warned.push(data) })(fromNodePort(port2))
  port1.postMessage({
    kind: 'text',
    text: JSON.stringify({
      id: 1,
      method: 'subscription',
      params: { path: 'containers.watch', input: null },
    }),
  })
  const row = { ...scenes.three().containers[0]!, command: 'x'.repeat(1024 * 1024) }
  const flood = setInterval(() => services.containers.set(row), 1)
  await gone.promise
  clearInterval(flood)
  expect(warned).toHaveLength(1)
})

test('a client that reads gets more than may wait at once', async () => {
  const { api, services } = connect(make)
  let got = 0
  api.containers.watch.subscribe(undefined, { onData: () => (got += 1) })
  await vi.waitFor(() => expect(got).toBe(1), patience)
  const row = { ...scenes.three().containers[0]!, command: 'x'.repeat(1024 * 1024) }
  for (let sent = 0; sent < 48; sent += 1) {
    services.containers.set(row)
    await vi.waitFor(() => expect(got).toBe(sent + 2), { ...patience, interval: 1 })
  }
})

test('a socket that is closed before its port came leaves none open', async () => {
  const { port1, port2 } = new NodeChannel()
  const ready = Promise.withResolvers<Port>()
  const Sockets = portSockets(() => ready.promise)
  const socket = new Sockets('port:')
  const told: string[] = []
  for (const event of ['open', 'error', 'close']) socket.addEventListener(event, () => told.push(event))
  socket.close()
  expect(told).toEqual(['error', 'close'])
  const gone = Promise.withResolvers<undefined>()
  port2.on('close', () => gone.resolve(undefined))
  ready.resolve(fromNodePort(port1))
  await gone.promise
  expect(socket.readyState).toBe(Sockets.CLOSED)
})
