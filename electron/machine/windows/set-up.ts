import { BerthError } from '../../base/errors.ts'
import { elevate } from './elevate.ts'
import { judgeNeeds, type Facts } from './needs.ts'
import type { PowerShell } from './powershell.ts'

/**
 * Asks once for an administrator, and does in one go what only one may. `facts` say what is missing; where nothing is,
 * nobody is asked. Rejects with what has to follow, or with why it did not come about.
 */
export async function setUp(shell: PowerShell, facts: Facts, signal: AbortSignal): Promise<void> {
  if (!judgeNeeds(facts, '').some(({ fix }) => fix === 'set-up')) return
  const work = { script: 'set-up', args: ['-Member', facts.user], purpose: 'set Hyper-V up' } as const
  const code = await elevate(shell, work, signal)
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

const done = (message: string, hint: string): BerthError =>
  new BerthError('hypervisor-missing', message, { hint })
