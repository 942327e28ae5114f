import type { Status } from '../../api/schema/status.ts'
import { BerthError } from '../../base/errors.ts'
import { fromClientError } from '../../api/client/node.ts'
import type { Context } from '../context.ts'
import { statusExitCode, statusLines } from '../render/status.ts'
import { say } from '../terminal.ts'

export async function status(context: Context, options: { json?: boolean }): Promise<number> {
  const now = await currentStatus(context)
  if (options.json) say(context.terminal, JSON.stringify(now))
  else say(context.terminal, ...statusLines(now, Date.now()))
  return statusExitCode(now)
}

/** From the host if there is one, else from disk; no host is started, but to take over a machine that runs without one. */
async function currentStatus({ hosts }: Context): Promise<Status> {
  for (let tries = 0; ; tries++) {
    let host = await hosts.find()
    if (!host) {
      const { status, orphan } = await hosts.ask({ kind: 'status' })
      if (!orphan) return status
      host = await hosts.ensure()
    }
    try {
      return (await host.api.machine.view.query()).status
    } catch (thrown) {
      // A host may end between two questions; then the disk tells.
      const error = fromClientError(thrown)
      if (!(error instanceof BerthError && error.code === 'host-unreachable') || tries === 2) throw error
    }
  }
}
