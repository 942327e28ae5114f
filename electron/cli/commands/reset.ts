import { createInterface } from 'node:readline/promises'
import { fromClientError } from '../../api/client/node.ts'
import { BerthError } from '../../base/errors.ts'
import type { Context } from '../context.ts'
import { resetLines } from '../render/reset.ts'
import { say, type Terminal } from '../terminal.ts'
import { leave } from './lifecycle.ts'

/** Deletes all that a home holds, after having said what that is and having been told to. */
export async function reset({ hosts, terminal }: Context, { yes }: { yes?: boolean }): Promise<number> {
  const host = await hosts.ensure()
  try {
    const preview = await host.api.host.resetPreview.query()
    say(terminal, ...resetLines(preview))
    if (!yes && !(await agreed(terminal))) {
      say(terminal, 'Nothing was deleted.')
      await leave(host)
      return 1
    }
    await host.api.host.reset.mutate()
    await host.closed
    say(terminal, 'Deleted. "berth start" begins anew.')
    return 0
  } catch (thrown) {
    await leave(host)
    throw fromClientError(thrown)
  }
}

async function agreed({ input, output, interrupted }: Terminal): Promise<boolean> {
  if (!input.isTTY || !output.isTTY)
    throw new BerthError('bad-input', 'Nobody is here to be asked, so nothing was deleted.', {
      hint: 'Run it in a terminal, or as "berth reset --yes".',
    })
  const prompt = createInterface({ input, output })
  try {
    const answer = await prompt.question('Delete all of this? [y/N] ', { signal: interrupted })
    return /^y(es)?$/i.test(answer.trim())
  } catch {
    return false
  } finally {
    prompt.close()
  }
}
