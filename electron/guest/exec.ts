import type { Readable } from 'node:stream'
import { reasonOf } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { exitCode } from './exit-code.ts'
import type { GuestLink } from './link.ts'
import { shellCommand } from './quote.ts'

export interface ExecResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface ExecOptions {
  /** bytes that each of stdout and stderr may hold */
  readonly maxBytes?: number
  /** what the command reads; nothing when left out */
  readonly input?: string
}

/**
 * Runs one command in the guest (an argv, or a line for its shell) to its end.
 *
 * @throws BerthError `guest-unreachable` without a connection or when it ends; `guest-failed` when the command says more
 * than it may; the signal's reason. An exit code other than 0 is no error here.
 */
export async function exec(
  link: GuestLink,
  command: readonly string[] | string,
  signal: AbortSignal,
  options: ExecOptions = {},
): Promise<ExecResult> {
  const line = typeof command === 'string' ? command : shellCommand(command)
  const channel = await link.exec(line, {}, signal)
  const { maxBytes = 1024 * 1024 } = options
  try {
    const code = exitCode(channel)
    const all = Promise.all([code, read(channel, maxBytes, line), read(channel.stderr, maxBytes, line)])
    channel.end(options.input ?? '')
    const [status, stdout, stderr] = await Promise.race([all, aborted(signal)])
    return { code: status, stdout, stderr }
  } finally {
    channel.destroy()
  }
}

function read(stream: Readable, maxBytes: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    stream.on('data', (part: Buffer) => {
      size += part.length
      if (size <= maxBytes) parts.push(part)
      else reject(tooMuch(command, maxBytes))
    })
    stream.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(reasonOf(signal))
    else signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true })
  })
}

function tooMuch(command: string, maxBytes: number): BerthError {
  const name = command.split(' ', 1)[0] ?? ''
  return new BerthError('guest-failed', `"${name}" in the guest said more than ${maxBytes} bytes.`, {
    hint: 'Look at "berth logs machine"; "berth restart" starts the machine anew.',
  })
}
