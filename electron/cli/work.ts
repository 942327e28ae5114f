import type { HostConnection } from '../api/client/node.ts'
import { fromClientError } from '../api/client/node.ts'
import type { MachineView, Status } from '../api/schema/status.ts'
import { cancelled } from '../base/errors.ts'
import type { Context } from './context.ts'
import { JsonSteps, LiveSteps, PlainSteps, type StepsView } from './render/steps.ts'
import { isPeople, type Terminal } from './terminal.ts'

const tickMs = 200

/** Milliseconds that a cancelled start may take to be gone before the command ends without having seen it. */
const cancelMs = 2000

const transitions: readonly Status['state'][] = ['starting', 'stopping', 'suspending']

export interface Work {
  readonly host: HostConnection
  readonly json: boolean
  /** what is asked of the host */
  readonly ask: () => Promise<Status>
  /** what Ctrl-C asks of it, if anything */
  readonly cancel: (() => Promise<unknown>) | null
}

/** Has work on the machine done, with its steps shown as they go; resolves with the status it ends in. */
export async function work(context: Context, { host, json, ask, cancel }: Work): Promise<Status> {
  const { terminal } = context
  const view = viewFor(terminal, json)
  const began = Date.now()
  const watching = new AbortController()
  const watched = watch(host, began, view, watching.signal)
  const timer = setInterval(() => view.tick(Date.now()), tickMs)
  const interrupt = Promise.withResolvers<never>()
  const onInterrupt = (): void => {
    const called = cancel ? cancel().catch(() => undefined) : Promise.resolve()
    const late = setTimeout(() => interrupt.reject(cancelled()), cancelMs)
    void called.finally(() => {
      clearTimeout(late)
      interrupt.reject(cancelled())
    })
  }
  terminal.interrupted.addEventListener('abort', onInterrupt, { once: true })
  interrupt.promise.catch(() => undefined)
  let ok = false
  try {
    const asked = ask()
    asked.catch(() => undefined)
    const status = await Promise.race([asked, interrupt.promise])
    ok = true
    return status
  } catch (thrown) {
    const error = fromClientError(thrown)
    // Ctrl-C ends the call as well; whichever is heard first, it is one and the same.
    if (terminal.interrupted.aborted) await interrupt.promise.catch(() => undefined)
    throw terminal.interrupted.aborted ? cancelled() : error
  } finally {
    terminal.interrupted.removeEventListener('abort', onInterrupt)
    clearInterval(timer)
    watching.abort()
    await watched
    view.end(ok, Date.now())
  }
}

function viewFor(terminal: Terminal, json: boolean): StepsView {
  const write = (text: string): void => void terminal.output.write(text)
  if (json) return new JsonSteps(write)
  return isPeople(terminal)
    ? new LiveSteps(write, () => terminal.output.columns ?? 80)
    : new PlainSteps(write)
}

async function watch(
  host: HostConnection,
  began: number,
  view: StepsView,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const now of host.api.machine.watch.subscribe(undefined, { signal })) {
      const steps = stepsOf(now, began)
      if (steps) view.update(steps, Date.now())
    }
  } catch {
    // Whatever keeps us from watching keeps the call from being answered too, and is told there.
  }
}

/** The steps of what goes on now; those of work that had ended before we came are nobody's concern. */
function stepsOf({ activity, status }: MachineView, began: number): readonly MachineViewStep[] | null {
  if (!activity) return null
  return transitions.includes(status.state) || Date.parse(activity.startedAt) >= began ? activity.steps : null
}

type MachineViewStep = NonNullable<MachineView['activity']>['steps'][number]
