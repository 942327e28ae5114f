import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeSshd, type FakeSshdOptions } from '../../../tests/fakes/sshd.ts'
import { silent } from '../../base/log.ts'
import { GuestLink } from '../link.ts'
import { EngineForward } from './engine-forward.ts'

const never = new AbortController().signal
const MiB = 1024 * 1024
let folder = ''
const ends: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'berth-forward-'))
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await rm(folder, { recursive: true, force: true })
})

/** An engine's place taken by any server of bytes. */
async function listenAs(name: string, serve: (socket: Socket) => void): Promise<string> {
  const at = path.join(folder, name)
  const sockets = new Set<Socket>()
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(at, resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return at
}

interface Built {
  readonly sshd: FakeSshd
  readonly link: GuestLink
  readonly forward: EngineForward
  readonly socketPath: string
}

async function build(
  engine: string | null,
  options: { linkUp?: boolean; socketPath?: string; patienceMs?: number } & FakeSshdOptions = {},
): Promise<Built> {
  const sshd = await new FakeSshd({
    ...options,
    streamLocal: (asked) => (asked === '/run/docker.sock' ? engine : null),
  }).listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  const socketPath = options.socketPath ?? path.join(folder, 'run', 'docker.sock')
  const forward = await EngineForward.listen({
    socketPath,
    target: '/run/docker.sock',
    link,
    log: silent,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  })
  ends.push(
    () => sshd.close(),
    () => link.close(),
    () => forward.close(),
  )
  if (options.linkUp !== false) await link.open(never)
  return { sshd, link, forward, socketPath }
}

function client(at: string): Socket {
  const socket = connect({ path: at, allowHalfOpen: true })
  socket.on('error', () => undefined)
  return socket
}

async function everything(socket: Socket): Promise<Buffer> {
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part))
  await new Promise((resolve) => socket.on('end', resolve))
  return Buffer.concat(parts)
}

/** Resolves when the other side has let go of it, answer or not. */
function closed(socket: Socket): Promise<void> {
  if (socket.destroyed || socket.readableEnded) return Promise.resolve()
  return new Promise((resolve) => {
    socket.resume()
    socket.on('end', () => resolve())
    socket.on('close', () => resolve())
  })
}

describe('half-close', () => {
  it('delivers an answer that is given after the client ended its input, as of "echo x | docker run -i"', async () => {
    const engine = await listenAs('engine', (socket) => {
      void everything(socket).then((input) => socket.end(`you said ${input.toString()}`))
    })
    const { socketPath } = await build(engine)
    const socket = client(socketPath)
    socket.end('x')
    expect((await everything(socket)).toString()).toBe('you said x')
    await closed(socket)
  })

  it('takes what a client still says after the engine ended its output', async () => {
    const heard: Promise<Buffer>[] = []
    const engine = await listenAs('engine', (socket) => {
      heard.push(everything(socket))
      socket.end('done')
    })
    const { socketPath } = await build(engine)
    const socket = client(socketPath)
    expect((await everything(socket)).toString()).toBe('done')
    socket.end('but I go on')
    await closed(socket)
    expect((await heard[0])?.toString()).toBe('but I go on')
  })

  it('loses nothing when the engine sends much and closes at once', async () => {
    const big = Buffer.alloc(8 * MiB, 'berth ')
    const engine = await listenAs('engine', (socket) => socket.end(big))
    const { socketPath, forward } = await build(engine)
    const socket = client(socketPath)
    const received = await everything(socket)
    expect(received.equals(big)).toBe(true)
    socket.end()
    await closed(socket)
    await expect.poll(() => forward.counts.open).toBe(0)
  })

  it('loses nothing of an upload that ends with its input', async () => {
    const big = Buffer.alloc(8 * MiB, 'cargo ')
    const engine = await listenAs('engine', (socket) => {
      void everything(socket).then((input) => socket.end(input.equals(big) ? 'all of it' : `${input.length}`))
    })
    const { socketPath } = await build(engine)
    const socket = client(socketPath)
    socket.end(big)
    expect((await everything(socket)).toString()).toBe('all of it')
  })
})

describe('back-pressure', () => {
  it('holds the engine back for a client that never reads, while others are served', async () => {
    let sent = 0
    const engine = await listenAs('engine', (socket) => {
      socket.once('data', (word: Buffer) => {
        if (word.toString() === 'ping') {
          socket.end('pong')
          return
        }
        const chunk = Buffer.alloc(64 * 1024)
        const more = (): void => {
          let room = true
          while (room && sent < 256 * MiB) {
            room = socket.write(chunk, () => (sent += chunk.length))
          }
        }
        socket.on('drain', more)
        more()
      })
    })
    const { socketPath } = await build(engine)
    const stuck = client(socketPath)
    stuck.pause()
    stuck.write('flood')
    // It is stuck once nothing more was taken while another client's whole round trip went by, twice.
    for (let before = -1; before !== sent;) {
      before = sent
      for (let round = 0; round < 20; round += 1) {
        const other = client(socketPath)
        other.end('ping')
        expect((await everything(other)).toString()).toBe('pong')
      }
    }
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(16 * MiB)
    stuck.destroy()
  })

  it('holds a client back for an engine that never reads, while others are served', async () => {
    const engine = await listenAs('engine', (socket) => {
      socket.once('data', (word: Buffer) => {
        if (word.toString() === 'ping') socket.end('pong')
        else socket.pause()
      })
    })
    const { socketPath } = await build(engine)
    const flooding = client(socketPath)
    let taken = 0
    const chunk = Buffer.alloc(64 * 1024)
    const more = (): void => {
      let room = true
      while (room && taken < 256 * MiB) room = flooding.write(chunk, () => (taken += chunk.length))
    }
    flooding.on('drain', more)
    more()
    for (let before = -1; before !== taken;) {
      before = taken
      for (let round = 0; round < 20; round += 1) {
        const other = client(socketPath)
        other.end('ping')
        expect((await everything(other)).toString()).toBe('pong')
      }
    }
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(16 * MiB)
    flooding.destroy()
  })
})

describe('many clients', () => {
  it('serves 200 at once, each its own bytes', async () => {
    const engine = await listenAs('engine', (socket) => {
      void everything(socket).then((input) => socket.end(input))
    })
    const { socketPath, forward } = await build(engine)
    const answers = Array.from({ length: 200 }, async (_, number) => {
      const socket = client(socketPath)
      socket.end(Buffer.alloc(10_000, `client ${number} `))
      return { number, answer: await everything(socket) }
    })
    for (const { number, answer } of await Promise.all(answers)) {
      expect(answer.equals(Buffer.alloc(10_000, `client ${number} `))).toBe(true)
    }
    expect(forward.counts.accepted).toBe(200)
    expect(forward.counts.refused).toBe(0)
    await expect.poll(() => forward.counts.open).toBe(0)
  })

  it('lets a client go when the engine is not there, and counts it', async () => {
    const { socketPath, forward } = await build(null)
    const socket = client(socketPath)
    await closed(socket)
    expect(forward.counts).toEqual({ open: 0, accepted: 1, refused: 1 })
  })

  it('ends the engine side of a client that goes away', async () => {
    let gone: () => void = () => undefined
    const left = new Promise<void>((resolve) => (gone = resolve))
    const engine = await listenAs('engine', (socket) => {
      socket.on('data', () => socket.write('more'))
      socket.on('close', gone)
      socket.on('end', () => socket.end())
    })
    const { socketPath } = await build(engine)
    const socket = client(socketPath)
    socket.write('hello')
    await new Promise((resolve) => socket.once('data', resolve))
    socket.destroy()
    await left
  })

  it('closes a channel that opens only after its client went away', async () => {
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    let reached = 0
    const ended: Promise<unknown>[] = []
    const engine = await listenAs('engine', (socket) => {
      reached += 1
      socket.resume()
      ended.push(new Promise((resolve) => socket.on('end', () => resolve(socket.end()))))
    })
    const { socketPath, forward } = await build(engine, { gate })
    const socket = client(socketPath)
    await new Promise((resolve) => socket.once('connect', resolve))
    await expect.poll(() => forward.counts.open).toBe(1)
    socket.destroy()
    open()
    await expect.poll(() => reached).toBe(1)
    await Promise.all(ended)
    await expect.poll(() => forward.counts.open).toBe(0)
  })
})

describe('the link', () => {
  const echo = (socket: Socket): void => void socket.pipe(socket)

  it('is waited for by a client that comes while it is on its way', async () => {
    const engine = await listenAs('engine', echo)
    const { socketPath, link } = await build(engine, { linkUp: false })
    const opening = link.open(never)
    const socket = client(socketPath)
    socket.end('patience')
    expect((await everything(socket)).toString()).toBe('patience')
    await opening
  })

  it('is waited for no longer than said', async () => {
    const engine = await listenAs('engine', echo)
    const { sshd, socketPath, link, forward } = await build(engine, { patienceMs: 50 })
    await sshd.close()
    await expect.poll(() => link.state.kind).toBe('reconnecting')
    await closed(client(socketPath))
    expect(forward.counts.refused).toBe(1)
  })

  it('is not waited for when there will be none', async () => {
    const engine = await listenAs('engine', echo)
    const { socketPath } = await build(engine, { linkUp: false })
    await closed(client(socketPath))
  })

  it('takes its clients with it when it breaks, and serves new ones when it is back', async () => {
    const engine = await listenAs('engine', echo)
    const { sshd, socketPath } = await build(engine)
    const before = [client(socketPath), client(socketPath)]
    for (const socket of before) {
      socket.write('x')
      await new Promise((resolve) => socket.once('data', resolve))
    }
    sshd.drop()
    await Promise.all(before.map(closed))
    const after = client(socketPath)
    after.end('again')
    expect((await everything(after)).toString()).toBe('again')
  })
})

describe('the socket', () => {
  it('is private from the first moment: 0600 in 0700', async () => {
    const { socketPath } = await build(null)
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(socketPath))).mode & 0o777).toBe(0o700)
  })

  it('may stand on a path with spaces and letters of any language', async () => {
    const engine = await listenAs('engine', (socket) => socket.end('hello'))
    const { socketPath } = await build(engine, {
      socketPath: path.join(folder, 'Über uns 船', 'docker.sock'),
    })
    expect((await everything(client(socketPath))).toString()).toBe('hello')
  })

  it('is removed by close, with every client', async () => {
    const engine = await listenAs('engine', (socket) => socket.resume())
    const { socketPath, forward } = await build(engine)
    const socket = client(socketPath)
    await expect.poll(() => forward.counts.open).toBe(1)
    await forward.close()
    await closed(socket)
    expect(await readdir(path.dirname(socketPath))).toEqual([])
  })
})
