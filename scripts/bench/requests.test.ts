import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pingTimes, transferRate } from './requests.ts'

let dir: string
let socket: string
let server: http.Server
let connections = 0
let received = 0

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-bench-'))
  socket = path.join(dir, 's.sock')
  connections = 0
  received = 0
  server = http.createServer((req, res) => {
    if (req.url === '/_ping') return res.end('OK')
    if (req.method === 'PUT') {
      req.on('data', (chunk: Buffer) => (received += chunk.length))
      req.on('end', () => res.end())
      return
    }
    return res.end(Buffer.alloc(Number(new URL(req.url ?? '', 'http://x').searchParams.get('bytes'))))
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(dir, { recursive: true })
})

test('a kept connection is one, new ones are as many as pings', async () => {
  expect(await pingTimes(socket, 5, true)).toHaveLength(5)
  expect(connections).toBe(1)
  await pingTimes(socket, 5, false)
  expect(connections).toBe(6)
})

test('all bytes go both ways', async () => {
  expect(await transferRate(socket, 4 << 20, 'up')).toBeGreaterThan(0)
  expect(received).toBe(4 << 20)
  expect(await transferRate(socket, 4 << 20, 'down')).toBeGreaterThan(0)
})
