import type { Need } from '../../machine/index.ts'
import { command, type Finding } from './finding.ts'

/** What a hypervisor needs, as a check; what Berth can do about it is asked for like any other fix. */
export function judgeNeed({ state, sentence, hint, fix }: Need): Finding {
  if (fix === null) return { state, sentence, hint, fix }
  if (fix !== 'set-up') return { state, sentence, hint, fix: command(fix.command) }
  const line = 'berth doctor --fix set-up-hypervisor'
  return { state, sentence, hint, fix: { kind: 'action', action: 'set-up-hypervisor', command: line } }
}
