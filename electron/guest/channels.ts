import type { Client, ClientChannel } from 'ssh2'
import { reasonOf } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { keepExitCode } from './exit-code.ts'

type Opened = (error?: Error, channel?: ClientChannel) => void

/**
 * Waits for a channel that `open` asks ssh2 for. A channel that comes after `signal` aborted is closed again.
 *
 * @throws BerthError `guest-unreachable` when the guest refuses it or the connection ends
 */
export function openChannel(signal: AbortSignal, open: (done: Opened) => void): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal))
      return
    }
    const onAbort = (): void => reject(reasonOf(signal))
    const done: Opened = (error, channel) => {
      signal.removeEventListener('abort', onAbort)
      if (!channel) {
        reject(notOpened(error))
        return
      }
      // A channel is a stream like any other: without this, one write too late would end the process.
      channel.on('error', () => undefined)
      keepExitCode(channel)
      if (signal.aborted) channel.close()
      else resolve(channel)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      open(done)
    } catch (error) {
      // ssh2 throws "Not connected" where its callback would be too late.
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** A stream to a Unix socket of the guest's (OpenSSH's PROTOCOL, 2.4 "direct-streamlocal@openssh.com"). */
export function openStreamLocal(client: Client, path: string, signal: AbortSignal): Promise<ClientChannel> {
  return openChannel(signal, (done) => client.openssh_forwardOutStreamLocal(path, done))
}

/** A stream to a TCP port that the guest itself reaches at `host` (RFC 4254, 7.2 "direct-tcpip"). */
export function openTcp(
  client: Client,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<ClientChannel> {
  // Who asks is told as nobody in particular: what listens there sees a connection of the guest's own anyhow.
  return openChannel(signal, (done) => client.forwardOut('127.0.0.1', 0, host, port, done))
}

/** A session with a terminal that does nothing until the connection ends. */
export async function openIdleTerminal(client: Client): Promise<void> {
  const never = new AbortController().signal
  const channel = await openChannel(never, (done) => client.exec('exec cat >/dev/null', { pty: true }, done))
  channel.resume()
  channel.stderr.resume()
}

function notOpened(error: Error | undefined): BerthError {
  const why = error?.message.replace('(SSH) ', '') ?? 'no channel'
  return new BerthError('guest-unreachable', `The guest did not open a channel: ${why}.`, {
    hint: 'Look at "berth status"; if the engine does not answer, "berth restart" starts the machine anew.',
    cause: error,
  })
}
