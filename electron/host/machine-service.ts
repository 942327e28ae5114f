import type { MachineView } from '../api/schema/status.ts'
import type { MachineService } from '../api/services/index.ts'
import { pause, withDeadline } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { Topic } from '../base/topic.ts'
import type { Engine } from '../engine/index.ts'
import type { Guest } from '../guest/index.ts'
import type { Machine } from '../machine/index.ts'

export interface MachineServiceParts {
  readonly machine: Machine
  readonly guest: Guest
  readonly engine: Engine
  readonly view: () => Promise<MachineView>
  /** says that `view` would be another now */
  readonly changed: Topic<undefined>
  /** what goes on beside a start, and must be done when it is */
  readonly besideStart: () => Promise<void>
  /** true once the host is about to end */
  readonly ending: () => boolean
}

/** Milliseconds for the engine room to be connected once the engine has answered its first question. */
const engineSettleMs = 15_000

/** Milliseconds that the guest has to answer after sleep before its connection counts as broken, and then to be reached anew. */
const wakeMs = 4000
const reconnectMs = 60_000

/** Milliseconds until the guest is asked for its load again after the connection was lost. */
const usageRetryMs = 1000

/** The machine as its users see it: the lifecycle, with its engine's word on how it is. */
export function machineService(parts: MachineServiceParts): MachineService {
  const { machine, engine, view } = parts
  const statusAfter = async (work: Promise<void>): Promise<MachineView['status']> => {
    await work
    return (await view()).status
  }
  const start = async (options: { cold: boolean }): Promise<void> => {
    if (parts.ending())
      throw new BerthError('busy', 'The host process is about to end.', { hint: 'Try again in a moment.' })
    const beside = parts.besideStart()
    await machine.start(options)
    await Promise.all([beside, engineSettled(engine)])
  }

  return {
    view,
    async *watch(signal) {
      // Listening before looking: nothing that happens between the two is missed.
      const changes = parts.changed.follow(signal, { latestOnly: true })
      const first = changes.next()
      yield await view()
      for (let next = await first; !next.done; next = await changes.next()) yield await view()
    },
    usage: (signal) => usage(parts, signal),
    start: (options) => statusAfter(start(options)),
    stop: (options) => statusAfter(machine.stop(options)),
    async restart() {
      await machine.stop({ force: false })
      return statusAfter(start({ cold: true }))
    },
    suspend: () => statusAfter(machine.suspend()),
    wake: () => wake(parts),
    cancel: () => statusAfter(machine.cancel()),
  }
}

/** Sleep breaks the connection without a word, and stops the guest's clock. */
async function wake({ machine, guest }: MachineServiceParts): Promise<void> {
  if (machine.snapshot.state !== 'running') return
  const deadline = { ms: wakeMs, message: 'The guest is silent after sleep.', hint: 'It is connected anew.' }
  const setClock = (signal: AbortSignal): Promise<void> => guest.commands.setClock(signal, { exactly: true })
  try {
    await withDeadline(deadline, new AbortController().signal, setClock)
  } catch {
    const signal = AbortSignal.timeout(reconnectMs)
    await guest.reconnect(signal)
    await setClock(signal)
  }
}

/** The engine has answered by now; its events are followed a moment later. One that takes longer is watched by the status. */
async function engineSettled(engine: Engine): Promise<void> {
  if (engine.connection.state.answering) return
  const deadline = { ms: engineSettleMs, message: 'The engine is slow to answer.', hint: '' }
  await withDeadline(deadline, new AbortController().signal, async (signal) => {
    for await (const state of engine.connection.states.follow(signal)) if (state.answering) return
  }).catch(() => undefined)
}

/** The guest's load while the machine runs; silent while it does not, or cannot be reached. */
async function* usage(
  { machine, guest, changed }: MachineServiceParts,
  signal: AbortSignal,
): ReturnType<GuestUsage> {
  while (!signal.aborted) {
    if (machine.snapshot.state !== 'running') {
      await once(changed, signal)
      continue
    }
    try {
      yield* guest.commands.usage(signal)
    } catch {
      // The link is away, and says so by itself.
    }
    await pause(usageRetryMs, signal).catch(() => undefined)
  }
}
type GuestUsage = Guest['commands']['usage']

/** Resolves with the next word on `topic`, or when the signal aborts. */
async function once(topic: Topic<undefined>, signal: AbortSignal): Promise<void> {
  for await (const _ of topic.follow(signal)) return
}
