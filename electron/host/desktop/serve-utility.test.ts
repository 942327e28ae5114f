import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { FakeServices } from '../../../tests/fakes/services.ts'
import { portSockets } from '../../api/port/client-socket.ts'
import { fromNodePort } from '../../api/port/port.ts'
import type { AppRouter } from '../../api/router/index.ts'
import type { UtilityWord } from '../../api/schema/utility.ts'
import { clientOnPort } from '../../api/server/port-socket.ts'
import { contractServer, maxMessageBytes } from '../../api/server/serve.ts'
import { BerthError } from '../../base/errors.ts'
import { silent } from '../../base/log.ts'
import { serveControl, type ControlServer } from '../control.ts'
import type { Caller, RunningHost } from '../host.ts'
import { serveUtility } from './serve-utility.ts'

const patience = { timeout: 10_000 }
let dir = ''
let control: ControlServer | null = null
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-utility-'))
})
afterEach(async () => {
  await control?.close()
  await rm(dir, { recursive: true })
})

/** What Electron's main process is to it. */
class Parent extends EventEmitter {
  readonly words: UtilityWord[] = []
  readonly exits: number[] = []
  postMessage(word: UtilityWord): void {
    this.words.push(word)
  }
}

function contract(caller: Caller) {
  const services = new FakeServices(scenes.three())
  return contractServer(new WebSocketServer({ noServer: true }), { services, caller }, silent)
}

function serve(parent: Parent, become: () => Promise<RunningHost | null>): Promise<void> {
  return serveUtility({
    parent,
    become,
    controlSocket: path.join(dir, 'control.sock'),
    exit: (code) => parent.exits.push(code),
  })
}

/** As main hands a port over, in Electron's shape. */
function connect(parent: Parent, request: object) {
  const { port1, port2 } = new MessageChannel()
  const electron = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown) => port2.postMessage(message),
    start: () => port2.on('message', (data: unknown) => electron.emit('message', { data })),
    close: () => port2.close(),
  })
  port2.on('close', () => electron.emit('close'))
  parent.emit('message', { data: request, ports: [electron] })
  return port1
}

function client(port: MessageChannel['port1']) {
  const made = createWSClient({ url: 'port:', WebSocket: portSockets(async () => fromNodePort(port)) })
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink({ client: made })] }),
    close: () => made.close(),
  }
}

function ownHost(): { host: RunningHost; end: () => void } {
  const ended = Promise.withResolvers<undefined>()
  return {
    end: () => ended.resolve(undefined),
    host: {
      ended: ended.promise,
      quit: async () => ended.resolve(undefined),
      serve(port, caller) {
        const { socket, request } = clientOnPort(port)
        contract(caller)(socket, request)
      },
    },
  }
}

test('with a host of its own, each port is served in the name it was asked for', async () => {
  const parent = new Parent()
  const { host, end } = ownHost()
  await serve(parent, async () => host)
  expect(parent.words).toEqual([{ kind: 'ready', attached: false }])
  const owner = client(connect(parent, { kind: 'connect', caller: 'owner' }))
  await expect(owner.api.host.shutDown.mutate({ unlessUsed: true })).resolves.toBe(false)
  const page = client(connect(parent, { kind: 'connect', caller: 'browser' }))
  await expect(page.api.host.shutDown.mutate({ unlessUsed: true })).rejects.toThrow('Only the berth command')
  await Promise.all([owner.close(), page.close()])
  end()
  await vi.waitFor(() => expect(parent.exits).toEqual([0]), patience)
  expect(parent.words.at(-1)).toEqual({ kind: 'left' })
})

test('where a host is already, it is reached by its socket, and left when it goes', async () => {
  control = await serveControl({
    socketPath: path.join(dir, 'control.sock'),
    log: silent,
    paths: { '/trpc': contract('owner'), '/page': contract('browser') },
    maxMessageBytes,
    changed: () => undefined,
  })
  const parent = new Parent()
  await serve(parent, async () => null)
  expect(parent.words).toEqual([{ kind: 'ready', attached: true }])
  const owner = client(connect(parent, { kind: 'connect', caller: 'owner' }))
  await expect(owner.api.host.shutDown.mutate({ unlessUsed: true })).resolves.toBe(false)
  const page = client(connect(parent, { kind: 'connect', caller: 'browser' }))
  await expect(page.api.host.reset.mutate()).rejects.toThrow('Only the berth command')
  await page.close()
  expect(parent.exits).toEqual([])
  const leaving = control
  control = null
  await Promise.all([leaving.close(), owner.close()])
  await vi.waitFor(() => expect(parent.exits[0]).toBe(0), patience)
})

test('what is no request closes the port that came with it', async () => {
  const parent = new Parent()
  await serve(parent, async () => ownHost().host)
  const port = connect(parent, { kind: 'connect', caller: 'root' })
  await once(port, 'close')
})

test('a home that cannot be used is told in words', async () => {
  const parent = new Parent()
  const error = new BerthError('home-unusable', 'It cannot be used.', { hint: 'Use another.' })
  await serve(parent, () => Promise.reject(error))
  expect(parent.words).toEqual([
    { kind: 'failed', error: { code: 'home-unusable', message: 'It cannot be used.', hint: 'Use another.' } },
  ])
  expect(parent.exits).toEqual([1])
})
