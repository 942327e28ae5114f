import { fromClientError } from '../../api/client/node.ts'
import { LogName } from '../../api/schema/host.ts'
import { isAbort, BerthError } from '../../base/errors.ts'
import { logFileOf } from '../../base/paths.ts'
import { tailFile } from '../../base/tail.ts'
import type { Context } from '../context.ts'
import { guestLogLine, hostLogLine } from '../render/log.ts'

/** Prints a log. Those that are files are read from disk: they are wanted most when no host can start. */
export async function logs(
  context: Context,
  name: string,
  { follow = false, lines }: { follow?: boolean; lines: number },
): Promise<number> {
  const log = LogName.parse(name)
  const { terminal } = context
  const show = log === 'host' || log === 'desktop' ? hostLogLine : guestLogLine
  try {
    for await (const batch of linesOf(context, log, { lines, follow }))
      terminal.output.write(batch.map((line) => show(line) + '\n').join(''))
  } catch (thrown) {
    if (!isAbort(thrown)) throw thrown
  }
  return terminal.interrupted.aborted && !follow ? 130 : 0
}

async function* linesOf(
  { hosts, paths, terminal }: Context,
  log: LogName,
  options: { lines: number; follow: boolean },
): AsyncGenerator<string[], void> {
  const signal = terminal.interrupted
  if (log !== 'engine') {
    yield* tailFile(logFileOf(paths, log), options, signal)
    return
  }
  const host = await hosts.find()
  if (!host)
    throw new BerthError('not-running', 'The machine does not run, and the log of its engine is in it.', {
      hint: 'Start it with "berth start".',
    })
  try {
    yield* host.api.host.logs.subscribe({ log, ...options }, { signal })
  } catch (thrown) {
    throw fromClientError(thrown)
  }
}
