import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeSshd } from '../../../tests/fakes/sshd.ts'
import { silent } from '../../base/log.ts'
import { GuestLink } from '../link.ts'
import { ForwardChannels } from './channels.ts'

const never = new AbortController().signal
let folder = ''
let sshd: FakeSshd
let link: GuestLink
let engine: Server
let reached: Socket[] = []
let there = true

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'berth-channels-'))
  const at = path.join(folder, 'engine.sock')
  reached = []
  there = true
  engine = createServer({ allowHalfOpen: true }, (socket) => {
    reached.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (word) => socket.end(word))
    socket.on('end', () => socket.end())
  })
  await new Promise<void>((resolve) => engine.listen(at, resolve))
  sshd = await new FakeSshd({ streamLocal: () => (there ? at : null) }).listen()
  link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  await link.open(never)
})

afterEach(async () => {
  await link.close()
  await sshd.close()
  for (const socket of reached) socket.destroy()
  await new Promise((resolve) => engine.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

async function connection(): ReturnType<GuestLink['ready']> {
  return link.ready(never)
}

/** What comes back over one channel, to its end. */
async function echoed(channels: ForwardChannels, word: string): Promise<string> {
  const channel = await channels.take(await connection())
  let answer = ''
  channel.on('data', (part: Buffer) => (answer += part.toString()))
  channel.end(word)
  await new Promise((resolve) => channel.on('end', resolve))
  return answer
}

it('opens one channel ahead, once, and hands it out', async () => {
  const channels = new ForwardChannels('/run/docker.sock', never)
  channels.prepare(await connection())
  channels.prepare(await connection())
  await expect.poll(() => reached.length).toBe(1)
  expect(await echoed(channels, 'ahead')).toBe('ahead')
  expect(reached.length).toBe(1)
  expect(await echoed(channels, 'anew')).toBe('anew')
  expect(reached.length).toBe(2)
})

it('hands out one that is still being opened', async () => {
  const channels = new ForwardChannels('/run/docker.sock', never)
  channels.prepare(await connection())
  expect(await echoed(channels, 'soon')).toBe('soon')
  expect(reached.length).toBe(1)
})

it('does not hand out one that the engine has closed', async () => {
  const channels = new ForwardChannels('/run/docker.sock', never)
  channels.prepare(await connection())
  await expect.poll(() => reached.length).toBe(1)
  const gone = new Promise((resolve) => reached[0]?.on('close', resolve))
  reached[0]?.end()
  await gone
  expect(await echoed(channels, 'alive')).toBe('alive')
  expect(reached.length).toBe(2)
})

it('opens anew where opening ahead was refused', async () => {
  const channels = new ForwardChannels('/run/docker.sock', never)
  there = false
  channels.prepare(await connection())
  there = true
  expect(await echoed(channels, 'now')).toBe('now')
})

it('keeps none for long, nor of a connection that is gone', async () => {
  const channels = new ForwardChannels('/run/docker.sock', never)
  channels.prepare(await connection())
  await expect.poll(() => reached.length).toBe(1)
  await new Promise((resolve) => reached[0]?.on('close', resolve))

  channels.prepare(await connection())
  await expect.poll(() => reached.length).toBe(2)
  sshd.drop()
  await expect.poll(() => link.state.kind).toBe('reconnecting')
  expect(await echoed(channels, 'over the new one')).toBe('over the new one')
  expect(reached.length).toBe(3)
  channels.drop()
})
