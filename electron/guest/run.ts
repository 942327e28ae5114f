import { withDeadline } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { exec, type ExecResult } from './exec.ts'
import type { GuestLink } from './link.ts'

export interface RunLimits {
  readonly seconds: number
  /** bytes that each of its outputs may hold */
  readonly maxBytes?: number
  /** what the command reads; nothing when left out */
  readonly input?: string
  /** exit codes beside 0 that are an answer, not a failure */
  readonly codes?: readonly number[]
}

const hint = 'Look at "berth logs machine"; "berth restart" starts the machine anew.'

/**
 * Runs one of the image's commands to its end, within its time.
 *
 * @throws BerthError `guest-failed` when it fails or takes longer; `guest-unreachable` without a connection; the
 * signal's reason
 */
export async function runInGuest(
  link: GuestLink,
  command: readonly [string, ...string[]],
  signal: AbortSignal,
  limits: RunLimits,
): Promise<ExecResult> {
  const name = command[0].slice(command[0].lastIndexOf('/') + 1)
  const { seconds, maxBytes = 64 * 1024, input = '', codes = [] } = limits
  const deadline = {
    ms: seconds * 1000,
    code: 'guest-failed',
    message: `"${name}" in the guest was not done after ${seconds} seconds.`,
    hint,
  } as const
  const result = await withDeadline(deadline, signal, (within) =>
    exec(link, command, within, { maxBytes, input }),
  )
  if (result.code === 0 || codes.includes(result.code)) return result
  throw commandFailed(name, result.stderr.trim().slice(-500) || `exit code ${result.code}`)
}

export function commandFailed(name: string, why: string): BerthError {
  return new BerthError('guest-failed', `"${name}" failed in the guest: ${why}.`, { hint })
}
