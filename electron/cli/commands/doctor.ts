import { fromClientError } from '../../api/client/node.ts'
import { worstOf, type CheckAction } from '../../api/schema/checks.ts'
import type { Context } from '../context.ts'
import { checkLines } from '../render/checks.ts'
import { say } from '../terminal.ts'

/** 0 when all is well; as `berth status` has its own for what is no error of the command. */
export const doctorExitCodes = { ok: 0, warning: 3, failed: 4 } as const

/**
 * Looks at this computer with this terminal's environment, whether or not a host runs, or is able to. With `fix`, does first
 * what a check offered.
 */
export async function doctor(
  { hosts, terminal }: Context,
  { json, fix }: { json?: boolean; fix?: CheckAction },
): Promise<number> {
  if (fix) {
    const host = await hosts.find()
    // A proxy is known from this terminal's environment, not from the host's.
    if (!host || fix === 'use-proxy') await hosts.ask({ kind: 'fix', action: fix })
    else
      await host.api.checks.fix.mutate({ action: fix }).catch((thrown: unknown) => {
        throw fromClientError(thrown)
      })
  }
  const checks = await hosts.ask({ kind: 'checks' })
  if (json) say(terminal, JSON.stringify(checks))
  else say(terminal, ...checkLines(checks))
  return doctorExitCodes[worstOf(checks)]
}
