import { timingSafeEqual } from 'node:crypto'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Client as SshClient } from 'ssh2'
import { reasonOf } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { batchWrites } from './batch-writes.ts'
import ssh2 from './ssh2/index.ts'

/** Who is called, and as whom. */
export interface Endpoint {
  readonly user: string
  /** OpenSSH or PEM text of the key that logs in */
  readonly privateKey: string | Buffer
  /** OpenSSH text of the guest's host key, its public half or the whole: the one key that is believed */
  readonly hostKey: string | Buffer
}

/** One SSH connection that is logged in. */
export interface Connection {
  readonly client: SshClient
  /** the bytes below it: what waits here to be written is what the guest has not taken yet */
  readonly transport: Duplex
}

/** How long an unanswered connection is believed in: a keep-alive every 10 s, and three of them unanswered. */
const keepAlive = { keepaliveInterval: 10_000, keepaliveCountMax: 3 }

/**
 * Shakes hands and logs in over `transport`, which is destroyed when that fails.
 *
 * @param pinned the one host key that is believed, as `publicKeyBytes` gives it
 * @param readyMs milliseconds that the handshake may take
 * @throws BerthError `guest-unreachable`; `isFinal` tells whether another try could fare better.
 */
export function handshake(
  transport: Duplex,
  endpoint: Endpoint,
  pinned: Buffer,
  readyMs: number,
  signal: AbortSignal,
): Promise<Connection> {
  if (transport instanceof Socket) transport.setNoDelay(true)
  batchWrites(transport)
  transport.setMaxListeners(0)

  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    let settled = false
    let strange = false
    const settle = (error: BerthError | null): void => {
      if (settled) return
      settled = true
      signal.removeEventListener('abort', onAbort)
      if (error === null) {
        resolve({ client, transport })
        return
      }
      transport.destroy()
      reject(error)
    }
    const onAbort = (): void => settle(reasonOf(signal))
    client
      // Stays for the connection's life: an 'error' without a listener would end the process.
      .on('error', (error: Error & { level?: string }) =>
        settle(strange ? strangeHostKey() : refused(error.message, error.level === 'client-authentication')),
      )
      .on('close', () => settle(refused('the connection was closed before it was ready', false)))
      .once('ready', () => settle(null))
    if (signal.aborted) {
      transport.on('error', () => undefined)
      onAbort()
      return
    }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      client.connect({
        sock: transport,
        username: endpoint.user,
        privateKey: endpoint.privateKey,
        // Skips the question whether no key at all would do: one round trip less at every start.
        authHandler: ['publickey'],
        hostVerifier: (key: Buffer): boolean => {
          strange = !(key.length === pinned.length && timingSafeEqual(key, pinned))
          return !strange
        },
        algorithms: {
          cipher: ['aes128-gcm@openssh.com', 'chacha20-poly1305@openssh.com', 'aes128-ctr'],
          compress: ['none'],
        },
        readyTimeout: readyMs,
        ...keepAlive,
      })
    } catch (error) {
      // ssh2 throws for what no guest can change: a key that it cannot read.
      settle(refused(error instanceof Error ? error.message : String(error), true))
    }
  })
}

const final = new WeakSet<BerthError>()

/** True for an error that would come again at every try: a strange host key, a login that is refused. */
export function isFinal(error: unknown): boolean {
  return error instanceof BerthError && final.has(error)
}

/**
 * The public key in `text` as it goes over the wire (RFC 4253, 6.6).
 *
 * @throws BerthError `guest-failed` when there is none
 */
export function publicKeyBytes(text: string | Buffer): Buffer {
  const parsed: unknown = ssh2.utils.parseKey(text)
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed
  if (hasPublicKey(key)) return key.getPublicSSH()
  throw new BerthError('guest-failed', 'The host key that Berth made for the guest cannot be read.', {
    hint: 'Stop the machine; if it happens again, "berth reset" makes new keys.',
    cause: key,
  })
}

function hasPublicKey(key: unknown): key is { getPublicSSH(): Buffer } {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key
}

function strangeHostKey(): BerthError {
  const error = new BerthError(
    'guest-unreachable',
    "What answered in the guest's place has another host key than the one Berth gave the guest.",
    { hint: 'Another program may have taken its port: stop the machine and start it again.' },
  )
  final.add(error)
  return error
}

function refused(why: string, forGood: boolean): BerthError {
  const error = new BerthError('guest-unreachable', `No SSH connection to the guest: ${why}.`, {
    hint: 'Look at "berth logs machine"; stopping and starting the machine makes a new connection.',
  })
  if (forGood) final.add(error)
  return error
}
