import { cleanUpKinds } from '../../api/schema/clean-up.ts'
import type { ContainerLogBytes } from '../../api/schema/disk.ts'
import type { DiskService, RetentionService } from '../../api/services/disk.ts'
import type { Log } from '../../base/log.ts'
import type { Engine } from '../../engine/index.ts'
import { retention } from '../retention/service.ts'
import { systemClock, type Clock } from '../retention/schedule.ts'
import { RetentionStore } from '../retention/store.ts'
import { CleanUps } from './clean-ups.ts'
import { diskService, type DiskParts } from './service.ts'

export interface DiskRoomParts extends Pick<DiskParts, 'file' | 'fileBytes' | 'sizeBytes'> {
  readonly engine: Pick<Engine, 'connection' | 'diskUse' | 'cleanUp' | 'startJob'>
  readonly guest: {
    /** gives what its disk no longer uses back to the host */
    trim(signal: AbortSignal): Promise<void>
    /** what its containers' logs take */
    containerLogs(signal: AbortSignal): Promise<ContainerLogBytes[]>
  }
  /** where the rules are kept, and what clean-ups did */
  readonly files: { readonly rules: string; readonly records: string }
  readonly log: Log
  /** another than the system's in a test */
  readonly clock?: Clock
}

/** The disk and the rules by which it is cleaned: engine, guest and the host's own file put together. */
export function diskRoom(parts: DiskRoomParts): { disk: DiskService; retention: RetentionService } {
  const { engine, guest, fileBytes, log } = parts
  const clock = parts.clock ?? systemClock
  const store = new RetentionStore(parts.files)
  const cleanUps = new CleanUps({
    engine,
    fileBytes,
    trim: (signal) => guest.trim(signal),
    async note(record) {
      await store.note(record)
      rules.noted()
    },
    now: () => clock.now(),
  })
  const rules = retention({
    ...{ store, cleanUps, clock, log },
    preview: (signal) => engine.cleanUp.preview({ kinds: cleanUpKinds, ages: true }, signal),
  })
  rules.engineIs(engine.connection.state.answering)
  engine.connection.states.subscribe(({ answering }) => rules.engineIs(answering))
  const disk = diskService({ ...parts, cleanUps, logs: (signal) => guest.containerLogs(signal) })
  return { disk, retention: rules }
}
