import type { MigrationService } from '../../api/services/migration.ts'
import { BerthError } from '../../base/errors.ts'
import type { Engine } from '../../engine/index.ts'
import { findSources, type SourceParts } from './sources.ts'

/** Only what was found on this computer is ever opened: a page cannot have the host connect elsewhere. */
export function migrationService(engine: Engine['migration'], parts: SourceParts): MigrationService {
  const never = new AbortController().signal
  const nameOf = async (id: string, signal: AbortSignal): Promise<string> => {
    const source = (await findSources(parts, signal)).engines.find((each) => each.id === id)
    if (source) return source.name
    throw new BerthError('not-found', `No engine answers at ${id} any more.`, {
      hint: 'Start it, then look for engines again.',
    })
  }
  return {
    sources: (signal) => findSources(parts, signal),
    async inventory(source, signal) {
      await nameOf(source, signal)
      return engine.inventory(source, signal)
    },
    start: async (plan) => engine.start(plan, await nameOf(plan.source, never)),
  }
}
