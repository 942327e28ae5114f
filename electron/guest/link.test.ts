import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { FakeSshd, generateKeys, type FakeSshdOptions } from '../../tests/fakes/sshd.ts'
import { BerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import type { LinkState } from './link-state.ts'
import { GuestLink, type LinkOptions } from './link.ts'

const never = new AbortController().signal
const ends: (() => Promise<unknown>)[] = []

async function setUp(
  server: FakeSshdOptions = {},
  options: Partial<LinkOptions> = {},
): Promise<{ sshd: FakeSshd; link: GuestLink; states: string[] }> {
  const sshd = await new FakeSshd(server).listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent, ...options })
  const states: string[] = []
  link.changes.subscribe((state) => states.push(state.kind))
  ends.push(
    () => link.close(),
    () => sshd.close(),
  )
  return { sshd, link, states }
}

function reached(link: GuestLink, kind: LinkState['kind']): Promise<LinkState> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (link.state.kind !== kind) return
      stop()
      resolve(link.state)
    }
    const stop = link.changes.subscribe(look)
    look()
  })
}

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

describe('opening', () => {
  it('logs in and opens the idle terminal before any other session', async () => {
    const { sshd, link, states } = await setUp()
    await link.open(never)
    const channel = await link.exec('true', {}, never)
    channel.resume()
    expect(states).toEqual(['connecting', 'connected'])
    expect(sshd.asked.map((one) => one.kind)).toEqual(['pty', 'exec', 'exec'])
    expect(sshd.asked[1]).toMatchObject({ pty: true })
    expect(sshd.asked[2]).toMatchObject({ command: 'true', pty: false })
  })

  it('goes on without an idle terminal, and says so', async () => {
    const said: string[] = []
    const log = { ...silent, warn: (_: object, message: string) => void said.push(message) }
    const { link } = await setUp({ noTerminal: true }, { log })
    await link.open(never)
    const channel = await link.exec('true', {}, never)
    channel.resume()
    expect(said).toEqual([expect.stringContaining('no idle terminal')])
  })

  it('refuses another host key at the first try, by name', async () => {
    const stranger = generateKeys().public
    const { sshd, link } = await setUp({}, { hostKey: stranger })
    const error = await link.open(never).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BerthError)
    expect(error).toMatchObject({
      code: 'guest-unreachable',
      message: expect.stringContaining('another host key') as string,
    })
    expect(sshd.accepted).toBe(1)
    expect(link.state).toMatchObject({ kind: 'lost', error })
  })

  it('takes the whole host key as well as its public half', async () => {
    const { sshd, link } = await setUp()
    const whole = new GuestLink({
      ...sshd.endpoint,
      hostKey: sshd.keys.host.private,
      connect: sshd.connect,
      log: silent,
    })
    await whole.open(never)
    expect(whole.state.kind).toBe('connected')
    await whole.close()
    expect(link.state.kind).toBe('idle')
  })

  it('gives up at once when the login is refused', async () => {
    const { sshd, link } = await setUp({}, { privateKey: generateKeys().private })
    await expect(link.open(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
    expect(sshd.accepted).toBe(1)
  })

  it('says so when a key cannot be read', async () => {
    const broken = await setUp({}, { privateKey: 'no key' })
    await expect(broken.link.open(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
    const unpinned = await setUp({}, { hostKey: 'no key' })
    await expect(unpinned.link.open(never)).rejects.toMatchObject({ code: 'guest-failed' })
  })

  it('tries again while connections are accepted but nobody serves them, as before sshd listens', async () => {
    let turnedAway = 0
    const { sshd, link } = await setUp(
      {},
      {
        connect: async (signal) => {
          const stream = await sshd.connect(signal)
          if (turnedAway++ < 3) stream.destroy()
          return stream
        },
      },
    )
    await link.open(never)
    expect(turnedAway).toBe(4)
  })

  it('tries again while there is nothing to connect to', async () => {
    let refused = 0
    const { sshd, link } = await setUp(
      {},
      {
        connect: (signal) =>
          refused++ < 3 ? Promise.reject(new Error('connect ECONNREFUSED')) : sshd.connect(signal),
      },
    )
    await link.open(never)
    expect(refused).toBe(4)
  })

  it('ends at once when its caller calls it off, even with a guest that says nothing', async () => {
    const mute = createServer(() => undefined)
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { connect } = await import('node:net')
    const { port } = mute.address() as AddressInfo
    const { link } = await setUp({}, { connect: async () => connect(port, '127.0.0.1') })
    const abort = new AbortController()
    const opening = link.open(abort.signal)
    abort.abort()
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
    await link.close()
    await new Promise<void>((resolve) => mute.close(() => resolve()))
  })

  it('ends an attempt that goes on before it starts another', async () => {
    const { sshd, link } = await setUp()
    const first = link.open(never)
    const second = link.open(never)
    await expect(first).rejects.toMatchObject({ code: 'guest-unreachable' })
    await second
    expect(link.state.kind).toBe('connected')
    const channel = await link.exec('true', {}, never)
    channel.resume()
    expect(sshd.open).toBe(1)
  })
})

describe('a connection that ends', () => {
  it('is replaced, and what ran over it ends', async () => {
    const { sshd, link, states } = await setUp()
    await link.open(never)
    const before = link.connection
    const channel = await link.exec('sleep 60', {}, never)
    const ended = new Promise((resolve) => channel.resume().on('close', resolve))
    sshd.drop()
    await ended
    await link.ready(never)
    expect(link.connection).not.toBe(before)
    expect(states).toEqual(['connecting', 'connected', 'reconnecting', 'connected'])
  })

  it('is tried one attempt at a time, however often it breaks', async () => {
    let now = 0
    let most = 0
    const { sshd, link } = await setUp(
      {},
      {
        connect: async (signal) => {
          now += 1
          most = Math.max(most, now)
          try {
            return await sshd.connect(signal)
          } finally {
            now -= 1
          }
        },
      },
    )
    await link.open(never)
    for (let round = 0; round < 5; round += 1) {
      sshd.drop()
      sshd.drop()
      await reached(link, 'reconnecting')
      await link.ready(never)
    }
    expect(most).toBe(1)
    expect(sshd.accepted).toBe(6)
  })

  it('is lost when it does not come back in time, with the reason, and can be opened again', async () => {
    const { sshd, link } = await setUp({}, { reconnectMs: 300 })
    await link.open(never)
    await sshd.close()
    const state = await reached(link, 'lost')
    expect(state).toMatchObject({ error: { code: 'guest-unreachable' } })
    await expect(link.ready(never)).rejects.toMatchObject({
      message: expect.stringContaining('last try') as string,
    })
    await sshd.listen()
    await link.open(never)
    expect(link.state.kind).toBe('connected')
  })

  it('is not replaced once the guest was asked to go', async () => {
    const { sshd, link, states } = await setUp()
    await link.open(never)
    link.expectEnd()
    sshd.drop()
    await reached(link, 'lost')
    expect(states).toEqual(['connecting', 'connected', 'lost'])
    expect(sshd.accepted).toBe(1)
  })
})

describe('waiting for it', () => {
  it('ends with the connection, with the caller, or when there will be none', async () => {
    const { link } = await setUp()
    await expect(link.ready(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
    const opening = link.open(never)
    await reached(link, 'connecting')
    await expect(link.ready(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    const waiting = link.ready(never)
    await opening
    expect(await waiting).toBe(link.connection)
  })

  it('closes in the middle of everything', async () => {
    const { link } = await setUp()
    const opening = link.open(never).catch((error: unknown) => error)
    await reached(link, 'connecting')
    const waiting = link.ready(never).catch((error: unknown) => error)
    await link.close()
    expect(await opening).toMatchObject({ code: 'guest-unreachable' })
    expect(await waiting).toMatchObject({ code: 'guest-unreachable' })
    expect(link.state.kind).toBe('closed')
    await expect(link.exec('true', {}, never)).rejects.toMatchObject({ code: 'guest-unreachable' })
  })
})
