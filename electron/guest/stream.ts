import type { ClientChannel } from 'ssh2'
import { exitCode } from './exit-code.ts'
import { linesOf } from './lines.ts'
import type { GuestLink } from './link.ts'

/**
 * What a command in the guest prints, in batches of lines as they come, until it ends or `signal` aborts.
 *
 * @throws BerthError `guest-unreachable` when the connection ends first; no error when `signal` ends it
 */
export async function* streamLines(
  link: GuestLink,
  command: string,
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  let channel: ClientChannel
  try {
    channel = await link.exec(command, {}, signal)
  } catch (error) {
    if (signal.aborted) return
    throw error
  }
  channel.stderr.resume()
  const code = exitCode(channel)
  code.catch(() => undefined)
  const stop = (): void => {
    channel.destroy()
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const lines of linesOf(channel)) {
      if (signal.aborted) return
      yield lines
    }
    if (!signal.aborted) await code
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}
