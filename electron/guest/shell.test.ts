import { afterEach, expect, it } from 'vitest'
import { text } from 'node:stream/consumers'
import { FakeSshd } from '../../tests/fakes/sshd.ts'
import { silent } from '../base/log.ts'
import { GuestLink } from './link.ts'
import { openShell } from './shell.ts'

const never = new AbortController().signal
const ends: (() => Promise<unknown>)[] = []

async function setUp(): Promise<{ sshd: FakeSshd; link: GuestLink }> {
  const sshd = await new FakeSshd().listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  await link.open(never)
  ends.push(
    () => link.close(),
    () => sshd.close(),
  )
  return { sshd, link }
}

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

it('runs one command with its words, input, output, errors and exit code', async () => {
  const { link } = await setUp()
  const command = ['sh', '-c', 'cat; echo "$1" >&2; exit 7', 'sh', 'a "b" $c']
  const shell = await openShell(link, { command, terminal: null }, never)
  shell.input.end('into the guest')
  const [output, errors, code] = await Promise.all([text(shell.output), text(shell.errors), shell.exited])
  expect({ output, errors, code }).toEqual({ output: 'into the guest', errors: 'a "b" $c\n', code: 7 })
})

it('runs a shell that reads its commands', async () => {
  const { link, sshd } = await setUp()
  const shell = await openShell(link, { command: null, terminal: null }, never)
  shell.input.end('echo hello from $0\nexit 4\n')
  shell.errors.resume()
  expect(await text(shell.output)).toBe('hello from /bin/sh\n')
  expect(await shell.exited).toBe(4)
  expect(sshd.asked.slice(-1)).toEqual([{ kind: 'shell', pty: false }])
})

it('tells the terminal its size, then and later', async () => {
  const { link, sshd } = await setUp()
  const terminal = { term: 'xterm-256color', columns: 120, rows: 40 }
  const shell = await openShell(link, { command: ['cat'], terminal }, never)
  shell.output.resume()
  shell.errors.resume()
  shell.resize(80, 25)
  shell.input.end()
  await shell.exited
  expect(sshd.asked.slice(-3)).toEqual([
    { kind: 'pty', term: 'xterm-256color', columns: 120, rows: 40 },
    { kind: 'exec', command: 'cat', pty: true },
    { kind: 'resize', columns: 80, rows: 25 },
  ])
})

it('waits for a reader that is slow, and loses nothing', async () => {
  const { link } = await setUp()
  const command = ['head', '-c', String(20 * 1024 * 1024), '/dev/zero']
  const shell = await openShell(link, { command, terminal: null }, never)
  shell.errors.resume()
  let bytes = 0
  for await (const chunk of shell.output as AsyncIterable<Buffer>) {
    bytes += chunk.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(bytes).toBe(20 * 1024 * 1024)
  expect(await shell.exited).toBe(0)
})

it('is hung up when its signal aborts, and when the link breaks', async () => {
  const { link, sshd } = await setUp()
  const abort = new AbortController()
  const left = await openShell(link, { command: ['cat'], terminal: null }, abort.signal)
  abort.abort()
  await expect(left.exited).rejects.toMatchObject({ code: 'guest-unreachable' })
  const cut = await openShell(link, { command: ['cat'], terminal: null }, never)
  cut.output.resume()
  cut.errors.resume()
  sshd.drop()
  await expect(cut.exited).rejects.toMatchObject({ code: 'guest-unreachable' })
})

it('refuses a command that cannot be one', async () => {
  const { link } = await setUp()
  const opening = openShell(link, { command: ['a\0b'], terminal: null }, never)
  await expect(opening).rejects.toMatchObject({ code: 'bad-input' })
})
