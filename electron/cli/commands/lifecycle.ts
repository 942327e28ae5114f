import type { HostConnection } from '../../api/client/node.ts'
import type { Status } from '../../api/schema/status.ts'
import type { Context } from '../context.ts'
import { duration } from '../render/numbers.ts'
import { say } from '../terminal.ts'
import { work } from '../work.ts'

export interface Output {
  readonly json?: boolean
}

export async function start(context: Context, options: Output & { cold?: boolean }): Promise<number> {
  const host = await context.hosts.ensure()
  const { api } = host
  // Who joins a start that somebody else asked for does not end it with Ctrl-C.
  const joins = (await api.machine.view.query()).status.state === 'starting'
  const began = Date.now()
  try {
    const status = await work(context, {
      host,
      json: options.json ?? false,
      ask: () => api.machine.start.mutate({ cold: options.cold ?? false }),
      cancel: joins ? null : () => api.machine.cancel.mutate(),
    })
    const { engine } = status
    report(context, options, status, [
      `Running after ${duration(Date.now() - began)}.`,
      ...(engine
        ? [`The engine ${engine.version ?? ''} answers at ${engine.socket}`.replace('  ', ' ')]
        : []),
    ])
    return 0
  } catch (thrown) {
    await leave(host)
    throw thrown
  }
}

export async function restart(context: Context, options: Output): Promise<number> {
  const host = await context.hosts.ensure()
  const { api } = host
  const status = await work(context, {
    host,
    json: options.json ?? false,
    ask: () => api.machine.restart.mutate(),
    cancel: () => api.machine.cancel.mutate(),
  })
  report(context, options, status, ['Running again.'])
  return 0
}

export async function stop(context: Context, options: Output & { force?: boolean }): Promise<number> {
  return end(context, options, ['stopped', () => 'Stopped.'], (host) =>
    host.api.machine.stop.mutate({ force: options.force ?? false }),
  )
}

export async function suspend(context: Context, options: Output): Promise<number> {
  return end(context, options, ['suspended', suspendedSentence], (host) => host.api.machine.suspend.mutate())
}

const suspendedSentence = ({ suspends }: Status): string =>
  suspends === 'in-memory'
    ? 'Suspended in memory: "berth start" goes on where it was; a restart of this computer ends it as a power cut would.'
    : 'Suspended: "berth start" goes on where it was.'

/** Ends what runs, then the host as well unless somebody uses it. */
async function end(
  context: Context,
  options: Output,
  [state, sentence]: [Status['state'], (status: Status) => string],
  ask: (host: HostConnection) => Promise<Status>,
): Promise<number> {
  let host = await context.hosts.find()
  if (!host) {
    const { status, orphan } = await context.hosts.ask({ kind: 'status' })
    if (!orphan && status.state === state) {
      report(context, options, status, [sentence(status)])
      return 0
    }
    host = await context.hosts.ensure()
  }
  const connection = host
  try {
    const status = await work(context, {
      host: connection,
      json: options.json ?? false,
      ask: () => ask(connection),
      cancel: null,
    })
    report(context, options, status, [sentence(status)])
    return 0
  } finally {
    await leave(connection)
  }
}

/** Lets the host end if nobody needs it; one that has gone already is as good. */
export async function leave(host: HostConnection): Promise<void> {
  await host.api.host.shutDown.mutate({ unlessUsed: true }).catch(() => undefined)
}

function report({ terminal }: Context, { json }: Output, status: Status, lines: string[]): void {
  if (json) say(terminal, JSON.stringify({ status }))
  else say(terminal, ...lines)
}
