import type { Readable, Writable } from 'node:stream'
import type { ShellRequest } from '../api/schema/host.ts'
import { exitCode } from './exit-code.ts'
import type { GuestLink } from './link.ts'
import { shellCommand } from './quote.ts'

/** A shell or command that runs in the guest. */
export interface GuestShell {
  /**
   * What it reads; `end()` is its end of input. Once the command has ended, what is written here goes nowhere and is not
   * called back: wait for `exited` beside it.
   */
  readonly input: Writable
  /** What it says: both streams must be read, or it waits. With a terminal, all of it comes by `output`. */
  readonly output: Readable
  readonly errors: Readable
  resize(columns: number, rows: number): void
  /** its exit code, 128 + n after signal n; rejects with `guest-unreachable` when the connection ended first */
  readonly exited: Promise<number>
  /** hangs up: the guest ends a terminal's processes, others as they next write */
  close(): void
}

/**
 * Starts a root shell or one command, in a terminal or without one; it is hung up when `signal` aborts.
 *
 * @throws BerthError `bad-input`, `guest-unreachable`, or the signal's reason
 */
export async function openShell(
  link: GuestLink,
  request: Pick<ShellRequest, 'command' | 'terminal'>,
  signal: AbortSignal,
): Promise<GuestShell> {
  const { command, terminal } = request
  const pty = terminal && { term: terminal.term, cols: terminal.columns, rows: terminal.rows }
  const channel =
    command === null
      ? await link.shell(pty, signal)
      : await link.exec(shellCommand(command), pty ? { pty } : {}, signal)
  const close = (): void => {
    channel.destroy()
    // What nobody reads any more must not keep the channel from ending.
    channel.resume()
    channel.stderr.resume()
  }
  signal.addEventListener('abort', close, { once: true })
  const exited = exitCode(channel).finally(() => signal.removeEventListener('abort', close))
  exited.catch(() => undefined)
  return {
    input: channel,
    output: channel,
    errors: channel.stderr,
    resize: (columns, rows) => channel.setWindow(rows, columns, 0, 0),
    exited,
    close,
  }
}
