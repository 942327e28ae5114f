import type { HostService } from '../../api/services.ts'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import type { Paths } from '../../base/paths.ts'
import { tailFile } from '../../base/tail.ts'
import type { DockerContext } from '../docker-context.ts'
import type { PageServer } from '../page/server.ts'
import type { Rooms } from '../rooms.ts'
import { deleteBelongings, previewReset } from './belongings.ts'

export interface HostServiceOptions {
  readonly paths: Paths
  readonly version: string
  readonly rooms: Rooms
  readonly page: () => PageServer
  readonly context: DockerContext
  /** whether anybody but the caller needs the host */
  readonly isUsed: () => boolean
  /** Ends the host process soon, once what was answered is on its way. */
  readonly end: (how: { deleteHome: boolean }) => void
}

export function hostService(options: HostServiceOptions): HostService {
  const { paths, rooms } = options
  return {
    info: async () => ({
      pid: process.pid,
      version: options.version,
      home: paths.home,
      sessions: options.page().sessions,
    }),
    pageUrl: async () => options.page().oneTimeUrl(),
    async *logs({ log, lines, follow }, signal) {
      if (log === 'engine') {
        if (rooms.machine.snapshot.state !== 'running') throw noEngineLog()
        yield* rooms.guest.commands.engineLog({ lines, follow }, signal)
        return
      }
      const file = log === 'host' ? paths.hostLog : paths.consoleLog
      yield* tailFile(file, { lines, follow }, signal)
      if (signal.aborted && !follow) throw reasonOf(signal)
    },
    resetPreview: () => previewReset(paths),
    async reset() {
      await rooms.machine.stop({ force: true })
      await options.context.remove()
      await deleteBelongings(paths)
      options.end({ deleteHome: true })
    },
    async shutDown({ unlessUsed }) {
      if (unlessUsed && options.isUsed()) return false
      options.end({ deleteHome: false })
      return true
    },
  }
}

function noEngineLog(): BerthError {
  return new BerthError('not-running', "The engine's log is inside the machine, which does not run.", {
    hint: 'Start it with "berth start"; "berth logs machine" shows its console meanwhile.',
  })
}
