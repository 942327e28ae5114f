import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { unixWebSocket } from '../api/client/node.ts'
import type { ShellRequest } from '../api/schema/host.ts'
import { readShellFrame, shellFrame, shellStreams } from '../api/schema/shell-frames.ts'
import { BerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import { serveControl, type ControlServer } from './control.ts'
import { shellServer, type OpenShell, type RunningShell } from './shell.ts'

let dir = ''
let socketPath = ''
let control: ControlServer
let open: OpenShell

/** A shell as the guest gives it, whose ends the test holds. */
class FakeShell implements RunningShell {
  input: Writable = new PassThrough()
  readonly output = new PassThrough()
  readonly errors = new PassThrough()
  readonly sizes: string[] = []
  readonly exit = Promise.withResolvers<number>()
  readonly exited = this.exit.promise
  readonly hungUp = Promise.withResolvers<undefined>()
  request: ShellRequest | null = null
  resize(columns: number, rows: number): void {
    this.sizes.push(`${columns}x${rows}`)
  }
  close(): void {
    this.hungUp.resolve(undefined)
  }
}
let shell: FakeShell

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-shell-'))
  socketPath = path.join(dir, 's')
  shell = new FakeShell()
  open = async (request, signal) => {
    shell.request = request
    signal.addEventListener('abort', () => shell.close())
    return shell
  }
  control = await serveControl({
    socketPath,
    log: silent,
    maxMessageBytes: 1e6,
    changed: () => undefined,
    paths: { '/shell': shellServer((request, signal) => open(request, signal), silent) },
  })
})
afterEach(async () => {
  await control.close()
  await rm(dir, { recursive: true, force: true })
})

const start = { kind: 'start', command: ['sh'], terminal: null }

interface Client {
  readonly socket: WebSocket
  /** resolves once so much was heard */
  readonly count: (messages: number) => Promise<void>
  /** all that was heard until the connection ended */
  readonly heard: Promise<string[]>
}

/** A client that has sent these messages in one go, with all that it hears. */
async function client(...messages: (object | Uint8Array)[]): Promise<Client> {
  const socket = unixWebSocket(socketPath, '/shell')
  const all: string[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return all.push(data.toString())
    const frame = readShellFrame(data)
    return all.push(`${frame?.stream}:${Buffer.from(frame?.data ?? []).toString()}`)
  })
  const heard = once(socket, 'close').then(() => all)
  await once(socket, 'open')
  for (const message of messages)
    socket.send(message instanceof Uint8Array ? message : JSON.stringify(message))
  const count = async (wanted: number): Promise<void> => {
    while (all.length < wanted) await once(socket, 'message')
  }
  return { socket, heard, count }
}
const typed = (text: string): Uint8Array => shellFrame(shellStreams.input, Buffer.from(text))

test('input, output, errors, sizes and the exit code are carried, even when all comes at once', async () => {
  const input = new PassThrough()
  shell.input = input
  const { heard, count } = await client(
    start,
    typed('one '),
    { kind: 'resize', columns: 80, rows: 24 },
    typed('two'),
    {
      kind: 'end-of-input',
    },
  )
  let read = ''
  for await (const chunk of input) read += String(chunk)
  expect(read).toBe('one two')
  expect(shell.sizes).toEqual(['80x24'])
  expect(shell.request).toEqual(start)
  shell.output.write('said')
  shell.errors.write('warned')
  await count(2)
  shell.exit.resolve(3)
  expect((await heard).sort()).toEqual(['1:said', '2:warned', '{"kind":"exit","code":3}'].sort())
})

test('a client that goes away hangs up', async () => {
  const { socket } = await client(start)
  shell.output.write('ready')
  await once(socket, 'message')
  socket.terminate()
  await shell.hungUp.promise
})

test('a client that goes away while its input is held back hangs up, too', async () => {
  shell.input = new Writable({ highWaterMark: 1, write: () => undefined })
  const { socket } = await client(start, typed('nobody reads this'), typed('nor this'))
  shell.output.write('ready')
  await once(socket, 'message')
  socket.terminate()
  await shell.hungUp.promise
})

test('a client that does not read holds the command back', async () => {
  const { socket } = await client(start)
  socket.pause()
  const chunk = Buffer.alloc(64 * 1024)
  // Fills the kernel's buffers, after which the stream stays paused and takes no more.
  let written = 0
  while (shell.output.writableLength < 16 * chunk.length) {
    shell.output.write(chunk)
    written += chunk.length
    if (written > 64 * 1024 * 1024) throw new Error('the host takes it all')
    await new Promise((resolve) => setImmediate(resolve))
  }
  socket.resume()
  shell.output.end()
  await once(shell.output, 'end')
  shell.exit.resolve(0)
})

test('what cannot be opened is told', async () => {
  open = () => Promise.reject(new BerthError('not-running', 'It does not run.', { hint: 'Start it.' }))
  const { heard } = await client(start)
  expect(await heard).toEqual([
    JSON.stringify({
      kind: 'error',
      error: { code: 'not-running', message: 'It does not run.', hint: 'Start it.', step: null },
    }),
  ])
})

test('what is not understood is an error, before and after the start', async () => {
  const bad = [
    [{ kind: 'start', command: [], terminal: null }],
    [typed('early')],
    [start, { kind: 'resize', columns: -1, rows: 0 }],
    [start, shellFrame(shellStreams.output, Buffer.from('x'))],
    [start, new Uint8Array([9, 9])],
    [start, start],
  ]
  for (const messages of bad) {
    const { heard } = await client(...messages)
    expect((await heard).at(-1)).toContain('"bad-input"')
  }
})
