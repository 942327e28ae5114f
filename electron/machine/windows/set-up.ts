import path from 'node:path'
import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import { judgeNeeds, type Facts } from './needs.ts'
import type { PowerShell } from './powershell.ts'
import { scriptFile } from './script-files.ts'

/** Milliseconds for the user to find the question and answer it, and for Windows to switch Hyper-V on. */
const patienceMs = 600_000

/**
 * Asks once for an administrator, and does in one go what only one may. `facts` say what is missing; where nothing is,
 * nobody is asked. Rejects with what has to follow, or with why it did not come about.
 */
export async function setUp(shell: PowerShell, facts: Facts, signal: AbortSignal): Promise<void> {
  if (!judgeNeeds(facts, '').some(({ fix }) => fix === 'set-up')) return
  const data = { Program: shell.program, Arguments: setUpArguments(scriptFile('set-up'), facts.user) }
  const { code } = z
    .object({ code: z.number() })
    .parse(await shell.run('elevate', data, { ms: patienceMs, signal }).catch(declined))
  if (code === 3010)
    throw done('Hyper-V is switched on. Windows has to restart first.', 'Restart Windows, then start Berth.')
  if (code !== 0)
    throw done(
      code === 2 ? 'Windows did not switch Hyper-V on.' : 'Your account could not be let use Hyper-V.',
      'Ask who keeps this computer: a policy may forbid it. "Turn Windows features on or off" and the group "Hyper-V Administrators" are where it is done by hand.',
    )
  if (!facts.allowed)
    throw done('Your account may use Hyper-V now.', 'Sign out of Windows and in again, then start Berth.')
}

/** Start-Process joins its arguments by spaces as they are: what may hold one is quoted here. No path holds a quote. */
export function setUpArguments(script: string, user: string): string[] {
  const flags = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
  return [...flags, '-File', `"${path.normalize(script)}"`, '-Member', user]
}

const done = (message: string, hint: string): BerthError =>
  new BerthError('hypervisor-missing', message, { hint })

function declined(thrown: unknown): never {
  if (thrown instanceof BerthError && !/StartProcessCommand/.test(thrown.message)) throw thrown
  throw done(
    'Nobody let Berth set Hyper-V up: the question was declined, or could not be asked.',
    'Try again, with an administrator at hand.',
  )
}
