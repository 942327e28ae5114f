import { isAbort, toBerthError, type BerthError } from '../base/errors.ts'
import type { Context } from './context.ts'
import { CommanderError, programOf } from './program.ts'
import type { Terminal } from './terminal.ts'

/** Exit codes beside those that commands give themselves. */
export const exitCodes = { error: 1, usage: 2, cancelled: 130 } as const

/**
 * Runs one berth command and resolves with its exit code. An error is said here, once: a sentence, then what to do.
 * `context` is made when a command needs it, so that help and a mistyped word never touch a home.
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  makeContext: () => Context,
  version: () => Promise<string>,
): Promise<number> {
  let exit = 0
  let context: Context | null = null
  const program = programOf(
    () => (context ??= makeContext()),
    (code) => (exit = code),
  )
  const output = {
    writeOut: (text: string) => void terminal.output.write(text),
    writeErr: (text: string) => void terminal.errors.write(text),
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    command.configureOutput(output).exitOverride()
  try {
    if (args[0] === '--version' || args[0] === '-V') {
      output.writeOut(`berth ${await version()}\n`)
      return 0
    }
    await program.parseAsync(args, { from: 'user' })
    return exit
  } catch (thrown) {
    // Commander has said already what is wrong, or printed the help that was asked for.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : exitCodes.usage
    return sayError(toBerthError(thrown), args.includes('--json'), terminal)
  } finally {
    ;(context as Context | null)?.hosts.close()
  }
}

function sayError(error: BerthError, json: boolean, { output, errors }: Terminal): number {
  if (json) output.write(JSON.stringify({ error: error.toPlain() }) + '\n')
  else if (!isAbort(error)) errors.write(`${sentence(error)}\n  ${error.hint}\n`)
  else errors.write('Cancelled.\n')
  return isAbort(error) ? exitCodes.cancelled : exitCodes.error
}

function sentence({ step, message }: BerthError): string {
  return step === null ? message : `${step}: ${message}`
}
