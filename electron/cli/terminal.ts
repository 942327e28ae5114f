import type { Readable, Writable } from 'node:stream'

/** What a command sees of the world outside: its streams, whether people look at them, and the wish to stop. */
export interface Terminal {
  readonly input: Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown }
  readonly output: Writable & { isTTY?: boolean; columns?: number; rows?: number }
  readonly errors: Writable
  readonly env: NodeJS.ProcessEnv
  /** aborts at the first Ctrl-C */
  readonly interrupted: AbortSignal
}

export function isPeople(terminal: Terminal): boolean {
  return terminal.output.isTTY === true && terminal.env['TERM'] !== 'dumb'
}

export function say(terminal: Terminal, ...lines: string[]): void {
  for (const line of lines) terminal.output.write(line + '\n')
}

/**
 * The process's own. The first Ctrl-C is a wish that commands obey, the second ends the process: nobody should have to
 * look for another terminal to get rid of one. A reader that has gone (`berth logs | head`) ends it quietly.
 */
export function processTerminal(): Terminal {
  const interrupt = new AbortController()
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  return {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    env: process.env,
    interrupted: interrupt.signal,
  }
}
