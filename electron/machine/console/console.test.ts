import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../base/log.ts'
import { ConsoleLog, printable } from './console-log.ts'
import { GuestConsole } from './console.ts'
import { connected } from '../process/sockets.ts'

const never = new AbortController().signal
let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-console-'))
  file = path.join(dir, 'machine.log')
})
afterEach(async () => rm(dir, { recursive: true }))

const open = (booted = false): GuestConsole => new GuestConsole(file, silent, { booted })
const say = async (guest: GuestConsole, text: string): Promise<void> => guest.feed(Buffer.from(text))

describe('GuestConsole', () => {
  it('tells each mark to whoever waits, and to whoever asks later', async () => {
    const guest = open()
    const early = guest.mark('init', never)
    await say(guest, 'noise\r\nberth: ma')
    await say(guest, 'rk init 3.41\r\n')
    await early
    await guest.mark('init', never)
    await say(guest, '[    4.2] printk berth: mark sshd 6.1\n')
    await guest.mark('network', never)
    expect(await readFile(file, 'utf8')).toBe(
      'noise\nberth: mark init 3.41\n[    4.2] printk berth: mark sshd 6.1\n',
    )
  })

  it('keeps a last line that nothing ended', async () => {
    const guest = open()
    await guest.read(Readable.from([Buffer.from('whole\nKernel pa'), Buffer.from('nic')]))
    expect(await readFile(file, 'utf8')).toBe('whole\nKernel panic\n')
  })

  it('counts the marks of a guest that runs already as said', async () => {
    await open(true).mark('engine', never)
  })

  it('ends every wait when the guest says that it failed', async () => {
    const guest = open()
    const wait = guest.mark('engine', never)
    wait.catch(() => undefined)
    await say(guest, 'berth: fail disks The seed disk is missing.\n')
    await expect(wait).rejects.toThrow('The guest failed (disks): The seed disk is missing.')
    await expect(guest.mark('engine', never)).rejects.toMatchObject({ code: 'guest-failed' })
    expect(guest.failure).toEqual({ step: 'disks', sentence: 'The seed disk is missing.' })
  })

  it('obeys the signal', async () => {
    const stop = new AbortController()
    const wait = open().mark('init', stop.signal)
    stop.abort()
    await expect(wait).rejects.toMatchObject({ code: 'cancelled' })
    await expect(open().mark('init', stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('ends who waits for a mark when the kernel panics', async () => {
    const guest = open()
    const waiting = guest.mark('sshd', never)
    waiting.catch(() => undefined)
    await say(guest, 'Kernel panic - not syncing: Fatal exception in interrupt\n')
    await expect(waiting).rejects.toMatchObject({ code: 'guest-panicked' })
  })

  it('hears a panic', async () => {
    const guest = open()
    await say(guest, 'Kernel panic - not syncing: Attempted to kill init!\n')
    expect(guest.panic).toBe('Attempted to kill init!')
    await expect(guest.mark('init', never)).rejects.toMatchObject({ code: 'guest-panicked' })
  })

  it('takes nothing else for a mark', async () => {
    const guest = open()
    await say(guest, 'berth: mark nonsense 1\nberth: mark\n')
    const stop = new AbortController()
    const wait = guest.mark('init', stop.signal)
    stop.abort()
    await expect(wait).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('bounds a line without end and survives bytes that are no text', async () => {
    const guest = open()
    for (let i = 0; i < 100; i++) await guest.feed(Buffer.alloc(65_536, 0xff))
    await say(guest, '\nberth: mark init 1\n')
    await guest.mark('init', never)
    expect((await stat(file)).size).toBeLessThan(5000)
  })

  it('ends its waits when the socket ends', async () => {
    const address = path.join(dir, 's')
    const server = createServer((socket) => socket.end('berth: mark init 1\n'))
    await new Promise<void>((resolve) => server.listen(address, resolve))
    const guest = open()
    const wait = guest.mark('sshd', never)
    wait.catch(() => undefined)
    await guest.read(await connected({ path: address }, never))
    await expect(wait).rejects.toThrow('The machine ended before its guest was ready.')
    server.close()
  })

  it('goes on when the log cannot be written', async () => {
    const guest = new GuestConsole(dir, silent, { booted: false })
    await say(guest, 'berth: mark init 1\n')
    await guest.mark('init', never)
  })
})

describe('ConsoleLog', () => {
  it('keeps two files of bounded size', async () => {
    const log = new ConsoleLog(file, 100)
    for (let i = 0; i < 50; i++) await log.write([`line ${i}`])
    expect((await stat(file)).size).toBeLessThanOrEqual(100)
    expect((await stat(`${file}.1`)).size).toBeLessThanOrEqual(100)
    expect(await readFile(file, 'utf8')).toContain('line 49\n')
  })

  it('goes on in the file that an earlier host left', async () => {
    await new ConsoleLog(file, 100).write(['old'])
    await new ConsoleLog(file, 100).write(['new'])
    expect(await readFile(file, 'utf8')).toBe('old\nnew\n')
  })
})

describe('printable', () => {
  it('takes out what drives a terminal', () => {
    expect(printable('\u001b[31mred\u001b[0m\u0007 é\t日本\u001b]0;title')).toBe('red é\t日本]0;title')
  })
})
