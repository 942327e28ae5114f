import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connected, freePort, whenThere } from './sockets.ts'

const never = new AbortController().signal
let dir: string
let server: Server
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-sockets-'))
  server = createServer()
})
afterEach(async () => {
  server.close()
  await rm(dir, { recursive: true })
})
const listen = (where: string | number): Promise<void> =>
  new Promise((resolve) => server.listen(where, resolve))

describe('connected', () => {
  it('obeys its signal until it is connected, and no longer', async () => {
    const address = { path: path.join(dir, 'socket') }
    await listen(address.path)
    await expect(connected(address, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    const stop = new AbortController()
    const socket = await connected(address, stop.signal)
    stop.abort()
    expect(socket.destroyed).toBe(false)
    socket.destroy()
    await expect(connected({ path: path.join(dir, 'none') }, never)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('reaches a port of the loopback', async () => {
    const port = await freePort()
    await expect(connected({ port }, never)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await listen(port)
    const socket = await connected({ port }, never)
    socket.destroy()
  })
})

describe('whenThere', () => {
  it('tries until somebody listens', async () => {
    const address = { path: path.join(dir, 'late') }
    const waiting = whenThere('QEMU', (signal) => connected(address, signal), never)
    await listen(address.path)
    const socket = await waiting
    socket.destroy()
  })

  it('ends when it is called off', async () => {
    const stop = new AbortController()
    const address = { path: path.join(dir, 'none') }
    const waiting = whenThere('QEMU', (signal) => connected(address, signal), stop.signal)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })
})
