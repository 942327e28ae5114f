import type { MachineService } from '../../api/services.ts'
import type { MachineView, Usage } from '../../api/schema/status.ts'
import { Topic } from '../../base/topic.ts'
import type { Log } from '../../base/log.ts'
import type { Rooms } from '../rooms.ts'
import { viewOf, type StatusParts } from './status.ts'
import { UsageFeed } from './usage-feed.ts'

export interface MachineServiceOptions {
  readonly rooms: Rooms
  readonly parts: () => Promise<StatusParts>
  /** done beside every start: what docker needs to find the engine; never rejects */
  readonly beside: () => Promise<void>
  readonly log: Log
}

/** Milliseconds that a lost guest is tried again when somebody asks for a start. */
const reconnectMs = 30_000

export function machineService(options: MachineServiceOptions): MachineService {
  const { machine, guest, engine } = options.rooms
  const changed = new Topic<undefined>()
  for (const topic of [machine.changes, engine.connection.states, guest.changes])
    topic.subscribe(() => changed.publish(undefined))
  const feed = new UsageFeed(
    (signal) => guest.commands.usage(signal),
    () => machine.snapshot.state === 'running' && guest.state.kind === 'connected',
    changed,
    options.log,
  )
  const view = async (): Promise<MachineView> => viewOf(await options.parts())
  const status = async (): ReturnType<MachineService['start']> => (await view()).status

  return {
    view,
    async *watch(signal) {
      // Subscribed before the first look, so that no change falls in between.
      const changes = changed.follow(signal, { latestOnly: true })
      const first = changes.next()
      yield await view()
      for (let next = await first; !next.done; next = await changes.next()) yield await view()
    },
    usage: (signal): AsyncIterable<Usage> => feed.follow(signal),
    async start({ cold }) {
      await Promise.all([machine.start({ cold }), options.beside()])
      if (guest.state.kind === 'lost') await guest.reconnect(AbortSignal.timeout(reconnectMs))
      return status()
    },
    async stop(how) {
      await machine.stop(how)
      return status()
    },
    async restart() {
      await Promise.all([machine.restart(), options.beside()])
      return status()
    },
    async suspend() {
      await machine.suspend()
      return status()
    },
    async cancel() {
      await machine.cancel()
      return status()
    },
  }
}
