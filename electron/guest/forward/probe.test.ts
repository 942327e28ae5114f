import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pingEngine } from './probe.ts'

const never = new AbortController().signal
let folder = ''
let socketPath = ''
const servers: Server[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'berth-probe-'))
  socketPath = path.join(folder, 'docker.sock')
})

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await rm(folder, { recursive: true, force: true })
})

async function engine(answer: RequestListener): Promise<void> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
}

const pong: RequestListener = (_, response) => {
  response.writeHead(200, { 'Api-Version': '1.56', Server: 'Docker/29.1.0 (linux)' }).end('OK')
}

it("reads both versions from the ping's headers", async () => {
  const asked: (string | undefined)[] = []
  await engine((request, response) => {
    asked.push(request.url)
    pong(request, response)
  })
  expect(await pingEngine(socketPath, never)).toEqual({ version: '29.1.0', apiVersion: '1.56' })
  expect(asked).toEqual(['/_ping'])
})

it('asks for the versions where the headers leave them out', async () => {
  await engine((request, response) => {
    response.end(request.url === '/_ping' ? 'OK' : JSON.stringify({ Version: '29.0.0', ApiVersion: '1.50' }))
  })
  expect(await pingEngine(socketPath, never)).toEqual({ version: '29.0.0', apiVersion: '1.50' })
})

it('asks until there is an engine and it is well', async () => {
  let asked = 0
  const asking = pingEngine(socketPath, never)
  await engine((request, response) => {
    asked += 1
    if (asked === 1) request.socket.destroy()
    else if (asked === 2) response.writeHead(500).end('starting')
    else pong(request, response)
  })
  expect(await asking).toMatchObject({ version: '29.1.0' })
  expect(asked).toBe(3)
})

it('says the last reason when time is up', async () => {
  await engine((_, response) => {
    response.writeHead(503).end('no storage')
  })
  await expect(pingEngine(socketPath, never, 100)).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('no storage') as string,
  })
})

it('refuses an answer without end', async () => {
  await engine((_, response) => {
    response.write(Buffer.alloc(1024 * 1024, 'x'))
  })
  await expect(pingEngine(socketPath, never, 50)).rejects.toMatchObject({
    message: expect.stringContaining('more than') as string,
  })
})

it('refuses a version that is none', async () => {
  await engine((_, response) => {
    response.end('{"Version":29}')
  })
  await expect(pingEngine(socketPath, never, 50)).rejects.toMatchObject({ code: 'engine-failed' })
})

it('ends with its caller, whoever hangs', async () => {
  await engine(() => undefined)
  const abort = new AbortController()
  const asking = pingEngine(socketPath, abort.signal)
  abort.abort()
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' })
})
