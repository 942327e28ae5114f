import { BerthError } from '../../base/errors.ts'

/** What runs when no command is asked for: bash where the container has it, else its sh. */
export const shellCommand: readonly string[] = [
  'sh',
  '-c',
  'command -v bash >/dev/null && exec bash; exec sh',
]

/** The same in a Windows container: every one has it, PowerShell only some. */
export const windowsShellCommand: readonly string[] = ['cmd']

/**
 * Ends what runs in a terminal, as a real one does when it is closed: by SIGHUP to everything it started. Closing
 * the connection is not enough: the engine leaves the process running (moby starts an exec under a context
 * that never ends). The processes are known by a variable of their environment, which holds our terminal's id.
 */
export function hangUpCommand(terminal: string): string[] {
  const each = `case "$(cat "$p/environ" 2>/dev/null)" in *${markOf(terminal)}*) kill -HUP "\${p#/proc/}" 2>/dev/null;; esac`
  return ['sh', '-c', `for p in /proc/[0-9]*; do ${each}; done`]
}

/** Windows ends a process with all that it started by its number. */
export const endTreeCommand = (pid: number): string[] => ['taskkill', '/F', '/T', '/PID', String(pid)]

/** The variable that marks a terminal's processes. `terminal` is a UUID of ours: safe in a shell. */
export function markOf(terminal: string): string {
  return `BERTH_TERMINAL=${terminal}`
}

/** What the engine writes into the terminal in place of the program's output when it cannot start the program. */
export function isRefusal(output: Buffer): boolean {
  return /^OCI runtime exec failed: |^(?:container [0-9a-f]{12,64} encountered an error during )?hcs(?:shim)?::System::CreateProcess/.test(
    output.subarray(0, 160).toString('latin1'),
  )
}

/** `words` are the engine's own. */
export function cannotRun(command: readonly string[] | null, words: string): BerthError {
  if (command === null)
    return new BerthError('not-found', `The container has no shell: ${words}`, {
      hint: 'Its image is made without one. Run a program that it has, or look at its logs and files instead.',
    })
  return new BerthError('not-found', `Could not run "${command[0] ?? ''}" in the container: ${words}`, {
    hint: 'Check the command and its path.',
  })
}
