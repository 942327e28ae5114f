import { constants } from 'node:os'
import type { ClientChannel } from 'ssh2'
import { BerthError } from '../base/errors.ts'

/**
 * Settles when the command of `channel` has ended and all it said has been read: with its exit code, or 128 + n when
 * signal n ended it, as a shell would say.
 *
 * @throws BerthError `guest-unreachable` when the channel ended without telling (the connection is gone)
 */
export function exitCode(channel: ClientChannel): Promise<number> {
  return new Promise((resolve, reject) => {
    let code: number | null = null
    channel.on('exit', (status: number | null, signal?: string) => {
      code = status ?? 128 + signalNumber(signal)
    })
    channel.on('close', () => {
      if (code === null) reject(ended())
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
