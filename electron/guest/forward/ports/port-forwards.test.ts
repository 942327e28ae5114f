import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { FakeSshd } from '../../../../tests/fakes/sshd.ts'
import { silent } from '../../../base/log.ts'
import { GuestLink } from '../../link.ts'
import { isFromHere } from './bind.ts'
import { PortForwards } from './port-forwards.ts'

const never = new AbortController().signal
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A program that says what it is and sends back what it is told; on a port of its own choice, or on this one. */
async function listen(name: string, port = 0): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write(`${name}:`)
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** `guest`: where "host port" of the guest's really is. */
async function build(
  guest: Record<string, number>,
): Promise<{ sshd: FakeSshd; link: GuestLink; ports: PortForwards }> {
  const sshd = await new FakeSshd({ tcp: (host, port) => guest[`${host} ${port}`] ?? null }).listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  const ports = new PortForwards({ link, log: silent, retryMs: 20 })
  ends.push(
    () => sshd.close(),
    () => link.close(),
    () => ports.close(),
  )
  await link.open(never)
  return { sshd, link, ports }
}

/** What answers there when it is told `word`; null where nobody does. */
function ask(port: number, word: string, host = '127.0.0.1'): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, allowHalfOpen: true })
    let heard = ''
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('error', () => resolve(null))
    socket.on('end', () => {
      socket.end()
      resolve(heard)
    })
    socket.end(word)
  })
}

const isUp = (ports: PortForwards): Promise<void> =>
  expect.poll(() => ports.now.map(({ isOpen }) => isOpen)).toEqual([true])

it('carries a port, half-close and all, and gives it back when it is no longer wanted', async () => {
  const port = await freePort()
  const { ports } = await build({ [`127.0.0.1 ${port}`]: await listen('web') })
  ports.set([{ host: '127.0.0.1', port, target: '127.0.0.1' }])
  await isUp(ports)
  expect(await ask(port, 'hello')).toBe('web:hello')
  ports.set([])
  await expect.poll(() => ask(port, 'hello')).toBeNull()
  expect(ports.now).toEqual([])
})

it('leaves the clients of a port alone while others come and go', async () => {
  const [one, two] = [await freePort(), await freePort()]
  const { ports } = await build({ [`127.0.0.1 ${one}`]: await listen('one') })
  const bind = { host: '127.0.0.1', port: one, target: '127.0.0.1' }
  ports.set([bind])
  await isUp(ports)
  const socket = connect(one, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.write('a')
  await expect.poll(() => heard).toBe('one:a')
  ports.set([bind, { host: '127.0.0.1', port: two, target: '127.0.0.1' }])
  ports.set([bind])
  socket.write('b')
  await expect.poll(() => heard).toBe('one:ab')
  socket.destroy()
})

it('says who is in the way, and answers once the other has let go', async () => {
  const other = await listen('other')
  const { ports } = await build({ [`127.0.0.1 ${other}`]: await listen('web') })
  let told = 0
  ports.changes.subscribe(() => (told += 1))
  ports.set([{ host: '127.0.0.1', port: other, target: '127.0.0.1' }])
  await expect.poll(() => ports.now[0]?.trouble).toBe('taken')
  expect(await ask(other, 'x')).toBe('other:x')
  const before = told
  await ends.splice(0, 1)[0]?.()
  await isUp(ports)
  expect(told).toBeGreaterThan(before)
  expect(ports.now[0]?.trouble).toBeNull()
  expect(await ask(other, 'x')).toBe('web:x')
})

it('leads to the address that the container publishes on now, also when only that changed', async () => {
  const port = await freePort()
  const { ports } = await build({
    [`127.0.0.1 ${port}`]: await listen('four'),
    [`::1 ${port}`]: await listen('six'),
  })
  ports.set([{ host: '127.0.0.1', port, target: '127.0.0.1' }])
  await isUp(ports)
  ports.set([{ host: '127.0.0.1', port, target: '::1' }])
  expect(await ask(port, '')).toBe('six:')
})

it('ends a client whom the guest does not let in, and those of a connection that broke; later ones are served', async () => {
  const port = await freePort()
  const guest: Record<string, number> = {}
  const { ports, sshd, link } = await build(guest)
  ports.set([{ host: '127.0.0.1', port, target: '127.0.0.1' }])
  await isUp(ports)
  expect(await ask(port, 'x')).toBeNull()
  guest[`127.0.0.1 ${port}`] = await listen('web')
  const socket = connect(port, '127.0.0.1')
  const ended = new Promise((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => socket.once('data', resolve))
  sshd.drop()
  await ended
  await expect.poll(() => link.state.kind).toBe('connected')
  expect(await ask(port, 'again')).toBe('web:again')
})

it('can take a port anew at once that it just gave back', async () => {
  const port = await freePort()
  const { ports } = await build({ [`127.0.0.1 ${port}`]: await listen('web') })
  const bind = { host: '127.0.0.1', port, target: '127.0.0.1' }
  for (let round = 0; round < 20; round += 1) {
    ports.set([bind])
    ports.set([])
  }
  ports.set([bind])
  await isUp(ports)
  expect(await ask(port, 'x')).toBe('web:x')
  await ports.close()
  expect(await ask(port, 'x')).toBeNull()
})

it('knows who comes from this computer', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map(isFromHere)).toEqual(Array(4).fill(true))
  expect(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', undefined].map(isFromHere)).toEqual(Array(4).fill(false))
})
