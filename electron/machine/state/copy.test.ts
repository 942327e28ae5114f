import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connected } from '../process/sockets.ts'
import { feed } from './copy.ts'

const never = new AbortController().signal
/** several chunks and an odd rest, as a state has */
const state = Buffer.alloc(3 * 2 ** 20 + 1, 'state')
let dir = ''
let server: Server

/** A reader that closes as soon as it has so many bytes, as QEMU does at the end of a state. */
async function reader(bytes: number): Promise<string> {
  server = createServer((socket) => {
    let left = bytes
    socket.on('data', (chunk) => {
      left -= chunk.length
      if (left <= 0) socket.destroy()
    })
  })
  const socket = path.join(dir, 'socket')
  server.listen(socket)
  await once(server, 'listening')
  return socket
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-state-'))
  await writeFile(path.join(dir, 'state'), state)
})
afterEach(async () => {
  server.close()
  await rm(dir, { recursive: true, force: true })
})

it('ends whenever the reader closes that has all of it', async () => {
  const socket = await reader(state.length)
  for (let i = 0; i < 30; i++) {
    const target = await connected({ path: socket }, never)
    expect(await feed(path.join(dir, 'state'), target)).toEqual({ bytes: state.length, crc32: crc32(state) })
    target.destroy()
  }
})

it('rejects when the reader has enough before the end', async () => {
  const target = await connected({ path: await reader(1000) }, never)
  target.on('error', () => undefined)
  await expect(feed(path.join(dir, 'state'), target)).rejects.toThrow()
})
