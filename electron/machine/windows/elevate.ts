import path from 'node:path'
import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { PowerShell } from './powershell.ts'
import { scriptFile, type AloneScript } from './script-files.ts'

/** Milliseconds for the user to find the question and answer it, and for Windows to switch a feature on. */
const patienceMs = 600_000

export interface Elevation {
  readonly script: AloneScript
  /** what it is given, after its own file; a path stands between quotes, see `quoted` */
  readonly args: readonly string[]
  /** what was not done, where nobody agreed: "Nobody let Berth …" */
  readonly purpose: string
}

/** Asks once for an administrator, has a script do all of its work, and gives its exit code. Rejects where nobody agreed. */
export async function elevate(
  shell: PowerShell,
  { script, args, purpose }: Elevation,
  signal: AbortSignal,
): Promise<number> {
  const data = { Program: shell.program, Arguments: elevatedArguments(scriptFile(script), args) }
  const answer = await shell.run('elevate', data, { ms: patienceMs, signal }).catch((thrown: unknown) => {
    if (thrown instanceof BerthError && !/StartProcessCommand/.test(thrown.message)) throw thrown
    throw new BerthError(
      'hypervisor-missing',
      `Nobody let Berth ${purpose}: the question was declined, or could not be asked.`,
      { hint: 'Try again, with an administrator at hand.' },
    )
  })
  return z.object({ code: z.number() }).parse(answer).code
}

/** How Windows PowerShell runs a script file of ours. */
export function elevatedArguments(script: string, args: readonly string[]): string[] {
  const flags = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
  return [...flags, '-File', quoted(path.normalize(script)), ...args]
}

/** Start-Process joins its arguments by spaces as they are: what may hold one is quoted. No path holds a quote. */
export const quoted = (file: string): string => `"${file}"`
