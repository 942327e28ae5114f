import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { authority, type Identity } from '../../../tests/fixtures/certificates.ts'
import { silent } from '../../base/log.ts'
import { engineClient } from '../../engine/client.ts'
import type { TlsFiles } from '../docker-contexts.ts'
import { openRelay, type Relay, type Way } from './relay.ts'
import { sshWay } from './ssh.ts'
import { tcpWay } from './tcp.ts'

const fakeSsh = path.resolve(import.meta.dirname, '../../../tests/fakes/ssh/ssh.ts')
let dir = ''
const endings: (() => unknown)[] = []
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-relay-'))
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  await rm(dir, { recursive: true })
})

const socketPath = (): string => path.join(dir, 'run', 'e.sock')

async function relayOver(way: Way): Promise<Relay> {
  const relay = await openRelay({ socketPath: socketPath(), way, log: silent })
  endings.push(() => relay.close())
  return relay
}

/** Answers once the other side has said all: how many bytes it was, and then as many as wanted. */
function countThenSend(bytes: number) {
  return (socket: Socket): void => {
    let heard = 0
    socket.on('data', (chunk: Buffer) => (heard += chunk.length))
    socket.on('end', () => socket.end(`heard ${heard}\n${'x'.repeat(bytes)}`))
    socket.on('error', () => socket.destroy())
  }
}

async function listening(server: Server, where: string | number): Promise<number> {
  if (typeof where === 'string') server.listen(where)
  else server.listen(where, '127.0.0.1')
  await once(server, 'listening')
  endings.push(() => server.close())
  return typeof where === 'string' ? 0 : (server.address() as AddressInfo).port
}

/** All that is answered to so many bytes after which this side has said that no more come. */
async function answerTo(bytes: number): Promise<string> {
  const socket = connect({ path: socketPath(), allowHalfOpen: true })
  socket.end(Buffer.alloc(bytes, 'a'))
  return text(socket)
}

/** What a client of the engine is told; and what any other would be told is the same. */
async function words(): Promise<string> {
  const client = engineClient(socketPath())
  endings.push(() => client.close())
  return client.json({ doing: 'ask', path: '/version' }).then(
    () => 'it answered',
    (error: unknown) => String(error),
  )
}

describe('by TCP', () => {
  let ours: Awaited<ReturnType<typeof authority>>
  let server: Identity
  let client: Identity
  beforeEach(async () => {
    ours = await authority(dir, 'ours')
    server = await ours.issue('server', 'IP:127.0.0.1')
    client = await ours.issue('client', 'DNS:client')
  })

  async function engine(who: Identity, serve = countThenSend(0)): Promise<number> {
    const [cert, key, ca] = await Promise.all([who.cert, who.key, ours.ca].map((file) => readFile(file)))
    const options = { cert, key, ca, requestCert: true, rejectUnauthorized: true, allowHalfOpen: true }
    const made = createTlsServer(options, serve)
    made.on('tlsClientError', () => undefined)
    return listening(made, 0)
  }
  const files = (): TlsFiles => ({ ca: ours.ca, ...client })
  const to = (port: number, tls: TlsFiles | null = files()): Promise<Relay> =>
    relayOver(tcpWay({ kind: 'tcp', host: '127.0.0.1', port, tls }))

  test('bytes go both ways over TLS, and each way ends alone', async () => {
    await to(await engine(server, countThenSend(3_000_000)))
    const answer = await answerTo(2_000_000)
    expect(answer.slice(0, 14)).toBe('heard 2000000\n')
    expect(answer).toHaveLength(14 + 3_000_000)
  })

  test('the socket is this user’s alone, and goes with the relay', async () => {
    const relay = await to(await engine(server))
    expect((await stat(socketPath())).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(socketPath()))).mode & 0o777).toBe(0o700)
    const open = connect(socketPath())
    await once(open, 'connect')
    await relay.close()
    await once(open, 'close')
    expect(await readdir(path.dirname(socketPath()))).toEqual([])
  })

  test('a certificate of somebody else’s is refused before anything is said', async () => {
    const heard: Buffer[] = []
    const other = await authority(dir, 'other')
    const port = await engine(await other.issue('server', 'IP:127.0.0.1'), (socket) => {
      socket.on('data', (chunk: Buffer) => heard.push(chunk)).on('error', () => undefined)
    })
    await to(port)
    expect(await words()).toMatch(/The certificate of 127\.0\.0\.1:\d+ is not from the authority .*ca\.pem/)
    expect(heard).toEqual([])
  })

  test('so is one for another name', async () => {
    await to(await engine(await ours.issue('elsewhere', 'IP:127.0.0.2,DNS:elsewhere')))
    expect(await words()).toMatch(/is for another name\. Make the docker context with the name/)
  })

  test('an engine that does not know our certificate', async () => {
    await to(await engine(server), { ca: ours.ca, cert: null, key: null })
    expect(await words()).toMatch(/does not accept the certificate of the docker context\. Give the context/)
  })

  test('nobody listens, no such computer, no such file', async () => {
    const port = await engine(server)
    const gone = createServer()
    const closed = await listening(gone, 0)
    gone.close()
    const first = await to(closed)
    expect(await words()).toMatch(/Nothing listens on 127\.0\.0\.1:\d+\. Start the engine there/)
    await first.close()
    const second = await to(port, { ...files(), ca: path.join(dir, 'gone.pem') })
    expect(await words()).toMatch(/gone\.pem cannot be read\. Make the docker context anew/)
    await second.close()
    await relayOver(tcpWay({ kind: 'tcp', host: 'nobody.invalid', port, tls: null }))
    expect(await words()).toMatch(/No computer is called nobody\.invalid\./)
  })
})

describe('by ssh', () => {
  const box = { kind: 'ssh', host: 'box', user: 'me', port: null, socket: null } as const
  const notes = (): string => path.join(dir, 'notes')
  const env = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    FAKE_SSH_ENGINE: path.join(dir, 'far.sock'),
    FAKE_SSH_NOTES: notes(),
    ...more,
  })
  const over = (more: NodeJS.ProcessEnv = {}): Promise<Relay> => relayOver(sshWay(box, env(more), fakeSsh))

  test('bytes go both ways through the command, and each way ends alone', async () => {
    await listening(
      createServer({ allowHalfOpen: true }, countThenSend(3_000_000)),
      path.join(dir, 'far.sock'),
    )
    await over()
    const answer = await answerTo(2_000_000)
    expect(answer.slice(0, 14)).toBe('heard 2000000\n')
    expect(answer).toHaveLength(14 + 3_000_000)
    expect(JSON.parse(await readFile(notes(), 'utf8'))).toEqual(
      '-o BatchMode=yes -o ConnectTimeout=10 -T -l me -- box docker system dial-stdio'.split(' '),
    )
  })

  test('a burst of clients all get there, though few connections are made at once', async () => {
    await listening(createServer({ allowHalfOpen: true }, countThenSend(1)), path.join(dir, 'far.sock'))
    await over()
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => answerTo(at)))
    expect(answers).toEqual(Array.from({ length: 10 }, (_, at) => `heard ${at}\nx`))
  })

  test.each([
    ['login', /box does not let you in by ssh: .*Permission denied.* Make "ssh me@box" work in a terminal/],
    ['key', /ssh does not know the key of box.* Run "ssh me@box" in a terminal/],
    ['name', /ssh does not reach box: .*Could not resolve.* Look whether "ssh me@box" works/],
    ['refused', /ssh does not reach box: .*Connection refused/],
    ['docker', /box has no docker command for ssh\. Install docker there/],
    ['engine', /The docker command on box failed: Cannot connect to the Docker daemon/],
  ])('refused: %s', async (how, said) => {
    await over({ FAKE_SSH_FAILS: how })
    expect(await words()).toMatch(said)
  })

  test('no ssh at all', async () => {
    await relayOver(sshWay(box, env({}), '/nowhere/ssh'))
    expect(await words()).toMatch(/This computer has no ssh command\. Install OpenSSH/)
  })
})
