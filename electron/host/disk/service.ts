import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { ContainerLogBytes, DataDisk } from '../../api/schema/disk.ts'
import type { DiskService } from '../../api/services/disk.ts'
import type { Engine } from '../../engine/index.ts'
import type { CleanUps } from './clean-ups.ts'

export interface DiskParts {
  readonly engine: Pick<Engine, 'diskUse' | 'cleanUp'>
  readonly cleanUps: CleanUps
  /** the data disk's file */
  readonly file: string
  readonly fileBytes: () => Promise<number>
  /** how large the disk may become */
  readonly sizeBytes: () => Promise<number>
  /** what the containers' logs take in the guest */
  readonly logs: (signal: AbortSignal) => Promise<ContainerLogBytes[]>
}

/** Fulfils the contract's `DiskService`. */
export function diskService({ engine, cleanUps, ...parts }: DiskParts): DiskService {
  return {
    watch: (signal) => engine.diskUse.watch(signal),
    measure: async () => engine.diskUse.again(),
    async data(signal): Promise<DataDisk> {
      const [sizeBytes, fileBytes, hostFreeBytes, logs] = await Promise.all([
        parts.sizeBytes(),
        parts.fileBytes(),
        freeBytes(path.dirname(parts.file)),
        // A guest that is away is told by the machine's own state.
        parts.logs(signal).catch(() => null),
      ])
      return { sizeBytes, fileBytes, hostFreeBytes, logs }
    },
    async *preview(kinds, signal) {
      yield await engine.cleanUp.preview({ kinds, ages: false }, signal)
    },
    cleanUp: async (plan) => cleanUps.start({ by: 'user', plan }),
    trim: async () => cleanUps.trim(),
  }
}

/** What a user may still write where this folder is; null where that cannot be told. */
async function freeBytes(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir)
    return bavail * bsize
  } catch {
    return null
  }
}
