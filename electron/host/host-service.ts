import type { HostService } from '../api/services/index.ts'
import { logFileOf, type Paths } from '../base/paths.ts'
import { tailFile } from '../base/tail.ts'
import type { Guest } from '../guest/index.ts'
import { thisComputer, type Machine } from '../machine/index.ts'
import { deleteBelongings, deleteRest, previewReset } from './reset.ts'
import { Welcome } from './welcome.ts'
import { isUsed, type Uses } from './uses.ts'

export interface HostServiceParts {
  readonly paths: Paths
  readonly version: string
  readonly machine: Machine
  readonly guest: Guest
  readonly uses: () => Uses
  /** the page's server, started by whoever asks first */
  readonly page: () => Promise<{ oneTimeUrl(): string }>
  readonly removeContext: () => Promise<void>
  /** takes the stopped machine out of the hypervisor's own lists */
  readonly removeMachine: () => Promise<void>
  /** Ends the process once what was answered is on its way; `after` is the last that it does. Only the first call counts. */
  readonly end: (after?: () => Promise<void>) => void
  /** From now on nothing is started any more. */
  readonly startEnding: () => void
}

export function hostService(parts: HostServiceParts): HostService {
  const { paths, machine, guest, uses } = parts
  const welcome = new Welcome(paths)
  return {
    info: async () => ({
      pid: process.pid,
      version: parts.version,
      home: paths.home,
      sessions: uses().sessions,
      computer: thisComputer(),
    }),
    isNew: () => welcome.isDue(),
    welcomed: () => welcome.done(),
    pageUrl: async () => (await parts.page()).oneTimeUrl(),
    logs({ log, ...options }, signal) {
      if (log === 'engine') return guest.commands.engineLog(options, signal)
      return tailFile(logFileOf(paths, log), options, signal)
    },
    resetPreview: () => previewReset(paths),
    async reset() {
      parts.startEnding()
      await machine.stop({ force: true })
      await parts.removeMachine()
      await parts.removeContext()
      // Before the answer: who is told that all is gone finds it gone.
      await deleteBelongings(paths)
      parts.end(() => deleteRest(paths))
    },
    async leave() {
      parts.startEnding()
      await machine.stop({ force: false })
      await parts.removeContext()
      parts.end()
    },
    async shutDown({ unlessUsed }) {
      if (unlessUsed && isUsed(uses())) return false
      parts.startEnding()
      parts.end()
      return true
    },
  }
}
