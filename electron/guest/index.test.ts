import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeSshd, type FakeSshdOptions } from '../../tests/fakes/sshd.ts'
import { silent } from '../base/log.ts'
import { StepRunner } from '../base/steps.ts'
import type { Step } from '../base/steps.ts'
import { createGuest, pingEngine, type Guest, type GuestAccess } from './index.ts'

const never = new AbortController().signal
let folder = ''
const ends: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'berth-guest-'))
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await rm(folder, { recursive: true, force: true })
})

async function setUp(options: FakeSshdOptions = {}): Promise<{
  sshd: FakeSshd
  guest: Guest
  engineSocket: string
  access: GuestAccess
  steps: StepRunner
  seen: () => readonly Step[]
}> {
  const engine: Server = createServer((_, response) => {
    response.writeHead(200, { 'Api-Version': '1.56', Server: 'Docker/29.1.0 (linux)' }).end('OK')
  })
  const engineAt = path.join(folder, 'engine.sock')
  await new Promise<void>((resolve) => engine.listen(engineAt, resolve))
  const sshd = await new FakeSshd({
    streamLocal: (asked) => (asked === '/run/docker.sock' ? engineAt : null),
    answer: (command) => (command.startsWith('/usr/sbin/berth-clock') ? {} : undefined),
    ...options,
  }).listen()
  const engineSocket = path.join(folder, 'run', 'docker.sock')
  const guest = createGuest({
    engineSocket,
    log: silent,
    keys: async () => ({ hostKey: sshd.keys.host.public, userKey: sshd.keys.user.private }),
  })
  ends.push(
    () => new Promise((resolve) => engine.close(resolve)),
    () => sshd.close(),
    () => guest.detach(),
  )
  let newest: readonly Step[] = []
  const steps = new StepRunner(never, (changed) => (newest = changed))
  const access = { connect: sshd.connect, sshReady: async () => undefined }
  return { sshd, guest, engineSocket, access, steps, seen: () => newest }
}

describe('attach', () => {
  it('goes from a booting machine to an answering engine, step by step', async () => {
    const { guest, access, steps, seen, engineSocket } = await setUp()
    expect(await guest.attach(access, steps, 'cold')).toEqual({ version: '29.1.0', apiVersion: '1.56' })
    expect(seen().map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Wait for the guest: done',
      'Connect to the guest: done',
      'Set the clock: done',
      'Start the engine: done',
    ])
    expect(guest.state.kind).toBe('connected')
    expect(await pingEngine(engineSocket, never)).toMatchObject({ version: '29.1.0' })
  })

  it('waits for no boot when the machine was resumed or taken over', async () => {
    const { guest, access, steps, seen } = await setUp()
    const mute = { ...access, sshReady: () => new Promise<void>(() => undefined) }
    await guest.attach(mute, steps, 'resume')
    await guest.attach(mute, steps, 'adopt')
    expect(seen().map(({ name }) => name)).not.toContain('Wait for the guest')
  })

  it('does without the right time, and says so', async () => {
    const { guest, access, steps, seen } = await setUp({
      answer: () => ({ code: 1, stderr: 'date: invalid date' }),
    })
    await guest.attach(access, steps, 'resume')
    const clock = seen().find(({ name }) => name === 'Set the clock')
    expect(clock).toMatchObject({
      state: 'done',
      progress: expect.stringContaining('invalid date') as string,
    })
  })

  it('leaves nothing behind when a step fails, and names the step', async () => {
    const { guest, access, steps, engineSocket, sshd } = await setUp()
    const broken = { ...access, connect: () => Promise.reject(new Error('no way in')) }
    const abort = new AbortController()
    const impatient = new StepRunner(abort.signal, () => undefined)
    const attaching = guest.attach(broken, impatient, 'resume')
    await expect.poll(() => guest.state.kind).toBe('connecting')
    abort.abort()
    await expect(attaching).rejects.toMatchObject({ step: 'Connect to the guest' })
    expect(guest.state.kind).toBe('closed')
    expect(guest.counts).toBeNull()
    expect(await readdir(path.dirname(engineSocket))).toEqual([])
    await guest.attach(access, steps, 'resume')
    expect(sshd.accepted).toBe(1)
  })

  it("fails with the guest's own word when it says that it cannot boot", async () => {
    const { guest, access, steps } = await setUp()
    const broken = { ...access, sshReady: () => Promise.reject(new Error('no seed disk')) }
    await expect(guest.attach(broken, steps, 'cold')).rejects.toMatchObject({
      step: 'Wait for the guest',
      message: expect.stringContaining('no seed disk') as string,
    })
  })

  it('ends when the start is called off', async () => {
    const { guest, access } = await setUp()
    const abort = new AbortController()
    const steps = new StepRunner(abort.signal, () => undefined)
    const waiting = { ...access, sshReady: () => new Promise<void>(() => undefined) }
    const attaching = guest.attach(waiting, steps, 'cold')
    abort.abort()
    await expect(attaching).rejects.toMatchObject({ code: 'cancelled' })
    expect(guest.state.kind).toBe('closed')
  })
})

describe('detach', () => {
  it('ends forward, connection and every order', async () => {
    const { guest, access, steps, engineSocket } = await setUp()
    await guest.attach(access, steps, 'resume')
    const following = guest.commands.engineLog({ lines: 1, follow: true }, never).next()
    following.catch(() => undefined)
    await guest.detach()
    await guest.detach()
    await expect(following).rejects.toMatchObject({ code: 'guest-unreachable' })
    await expect(guest.commands.info(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
    await expect(guest.reconnect(never)).rejects.toMatchObject({ code: 'not-running' })
    expect(await readdir(path.dirname(engineSocket))).toEqual([])
  })
})
