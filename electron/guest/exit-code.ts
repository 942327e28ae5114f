import { constants } from 'node:os'
import type { ClientChannel } from 'ssh2'
import { BerthError } from '../base/errors.ts'

const codes = new WeakMap<ClientChannel, number>()

/** Keeps a channel's exit code from the moment it opens: a quick command ends before anybody can ask for it. */
export function keepExitCode(channel: ClientChannel): void {
  channel.on('exit', (status: number | null, signal?: string) => {
    codes.set(channel, status ?? 128 + signalNumber(signal))
  })
}

/**
 * Settles when the command of `channel` has ended and all it said has been read: with its exit code, or 128 + n when
 * signal n ended it, as a shell would say.
 *
 * @throws BerthError `guest-unreachable` when the channel ended without telling (the connection is gone)
 */
export function exitCode(channel: ClientChannel): Promise<number> {
  return new Promise((resolve, reject) => {
    channel.on('close', () => {
      const code = codes.get(channel)
      if (code === undefined) reject(ended())
      else resolve(code)
    })
  })
}

function signalNumber(name: string | undefined): number {
  for (const [known, number] of Object.entries(constants.signals)) if (known === name) return number
  return 0
}

function ended(): BerthError {
  return new BerthError('guest-unreachable', 'The connection ended before the command in the guest did.', {
    hint: 'Look at "berth status"; run it again when the machine is running.',
  })
}
