import { spawn } from 'node:child_process'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2'

export interface FakeSshdOptions {
  /** where a Unix socket of the "guest's" really is; null refuses the channel */
  readonly streamLocal?: (path: string) => string | null
  /** where a TCP port of the "guest's" really is, on this computer's loopback; null refuses the channel */
  readonly tcp?: (host: string, port: number) => number | null
  /** a command's fixed answer, or undefined to run it with this computer's /bin/sh */
  readonly answer?: (command: string) => { stdout?: string; stderr?: string; code?: number } | undefined
  /** refuses sessions with a terminal */
  readonly noTerminal?: boolean
  /** keys of an earlier server, to come back as the same one */
  readonly keys?: Keys
  /** hands out channels to Unix sockets only once this has resolved */
  readonly gate?: Promise<void>
}

interface Keys {
  readonly host: { private: string; public: string }
  readonly user: { private: string; public: string }
}

/** What was asked of the server, in order. */
export type Asked =
  | { readonly kind: 'pty'; readonly columns: number; readonly rows: number; readonly term: string }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'exec'; readonly command: string; readonly pty: boolean }
  | { readonly kind: 'shell'; readonly pty: boolean }

/** A real SSH server in this process: stream-local channels go to local Unix sockets, commands to this computer's shell. */
export class FakeSshd {
  readonly keys: Keys
  readonly asked: Asked[] = []
  /** connections that came in all, and those that are there now */
  accepted = 0
  readonly #options: FakeSshdOptions
  readonly #server: ssh2.Server
  readonly #sockets = new Set<Duplex>()
  readonly #connections = new Set<Connection>()
  #port = 0

  constructor(options: FakeSshdOptions = {}) {
    this.#options = options
    this.keys = options.keys ?? {
      host: generateKeys(),
      user: generateKeys(),
    }
    this.#server = new ssh2.Server(
      { hostKeys: [this.keys.host.private], ident: 'OpenSSH_9.9 berth-test' },
      (connection) => this.#serve(connection),
    )
  }

  /** on this computer's loopback, once it listens */
  get port(): number {
    return this.#port
  }

  get open(): number {
    return this.#sockets.size
  }

  /** What a `LinkOptions` needs to reach it. */
  get endpoint(): { user: string; hostKey: string; privateKey: string } {
    return { user: 'root', hostKey: this.keys.host.public, privateKey: this.keys.user.private }
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', () => resolve()))
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  /** A byte stream to it, as a driver would give one. */
  readonly connect = (signal: AbortSignal): Promise<Duplex> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect(this.#port, '127.0.0.1')
      const onAbort = (): void => {
        socket.destroy()
        reject(new Error('aborted'))
      }
      signal.addEventListener('abort', onAbort, { once: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        signal.removeEventListener('abort', onAbort)
        this.#sockets.add(socket)
        socket.on('close', () => this.#sockets.delete(socket))
        resolve(socket)
      })
    })

  /** Breaks every connection, as a crash of the guest would. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy()
    for (const connection of this.#connections) connection.end()
  }

  /** Stops listening and breaks every connection; `listen` brings it back on the same port. */
  async close(): Promise<void> {
    this.drop()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serve(connection: Connection): void {
    this.accepted += 1
    const user = ssh2.utils.parseKey(this.keys.user.public)
    if (user instanceof Error) throw user
    this.#connections.add(connection)
    connection
      .on('error', () => undefined)
      .on('close', () => this.#connections.delete(connection))
      .on('authentication', (context) => {
        if (context.method !== 'publickey') context.reject(['publickey'])
        else if (!context.key.data.equals(user.getPublicSSH())) context.reject()
        else if (!context.signature || !context.blob) context.accept()
        else if (user.verify(context.blob, context.signature, context.hashAlgo)) context.accept()
        else context.reject()
      })
      .on('session', (accept) => this.#session(accept()))
      .on('openssh.streamlocal', (accept, reject, info) => {
        const path = this.#options.streamLocal?.(info.socketPath) ?? null
        if (path === null) reject()
        else void (this.#options.gate ?? Promise.resolve()).then(() => bridge({ path }, accept, reject))
      })
      .on('tcpip', (accept, reject, info) => {
        const port = this.#options.tcp?.(info.destIP, info.destPort) ?? null
        if (port === null) reject()
        else bridge({ host: '127.0.0.1', port }, accept, reject)
      })
  }

  #session(session: Session): void {
    let pty = false
    session
      .on('pty', (accept, reject, info) => {
        if (this.#options.noTerminal) {
          reject()
          return
        }
        pty = true
        this.asked.push({ kind: 'pty', columns: info.cols, rows: info.rows, term: info.term })
        accept()
      })
      .on('window-change', (accept, _reject, info) => {
        this.asked.push({ kind: 'resize', columns: info.cols, rows: info.rows })
        // OpenSSH sends it without asking for an answer, so there may be nothing to accept.
        ;(accept as (() => void) | undefined)?.()
      })
      .on('shell', (accept) => {
        this.asked.push({ kind: 'shell', pty })
        run('/bin/sh', [], accept())
      })
      .on('exec', (accept, _reject, info) => {
        this.asked.push({ kind: 'exec', command: info.command, pty })
        const answer = this.#options.answer?.(info.command)
        const channel = accept()
        if (!answer) {
          run('/bin/sh', ['-c', info.command], channel)
          return
        }
        channel.stderr.write(answer.stderr ?? '')
        channel.write(answer.stdout ?? '', () => {
          channel.exit(answer.code ?? 0)
          channel.end()
        })
      })
  }
}

/** ssh2 1.17 drops a leading zero byte of the public half, which spoils one pair in some hundred. */
export function generateKeys(): { private: string; public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair
  }
}

/** Half-close is kept as sshd keeps it: each side's end is passed on alone. */
function bridge(
  to: { path: string } | { host: string; port: number },
  accept: () => ServerChannel,
  reject: () => void,
): void {
  const socket = connect({ ...to, allowHalfOpen: true })
  socket.once('error', reject)
  socket.once('connect', () => {
    socket.off('error', reject)
    const channel = accept()
    socket.on('error', () => channel.destroy())
    channel.on('error', () => socket.destroy())
    socket.pipe(channel, { end: false })
    socket.on('end', () => channel.eof())
    channel.on('data', (chunk: Buffer) => {
      if (!socket.write(chunk)) channel.pause()
    })
    socket.on('drain', () => channel.resume())
    channel.on('end', () => socket.end())
    channel.on('close', () => socket.destroySoon())
    socket.on('close', () => channel.close())
  })
}

function run(file: string, args: string[], channel: ServerChannel): void {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  channel.on('error', () => undefined)
  channel.stderr.on('error', () => undefined)
  channel.on('close', () => child.stdin.destroy())
  channel.pipe(child.stdin)
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  child.on('close', (code, signal) => {
    if (signal) channel.exit(signal.replace('SIG', ''), false, '')
    else channel.exit(code ?? 0)
    channel.end()
  })
}
