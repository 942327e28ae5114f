import { stat } from 'node:fs/promises'
import type { Settings } from '../api/schema/settings.ts'
import type { MachineView, Status, StatusError } from '../api/schema/status.ts'
import { isSystemError } from '../base/errors.ts'
import type { EngineState } from '../engine/index.ts'
import { suspendOf, type Driver, type MachineSnapshot } from '../machine/index.ts'

/** What a status is put together from. */
export interface StatusParts {
  readonly driver: Pick<Driver, 'name' | 'capabilities'>
  readonly snapshot: MachineSnapshot
  readonly engine: EngineState
  readonly engineSocket: string
  /** what the machine runs with, or would be started with */
  readonly settings: Settings
  readonly diskUsedBytes: number
  readonly page: string | null
  /** what is wrong beside the machine */
  readonly errors: readonly StatusError[]
}

/** The one status that every face of Berth shows. */
export function toStatus(parts: StatusParts): Status {
  const { snapshot, engine, settings } = parts
  const { capabilities } = parts.driver
  const runs = snapshot.state === 'running'
  return {
    state: snapshot.state,
    since: snapshot.since,
    driver: parts.driver.name,
    accelerator: snapshot.accelerator,
    acceleratorReason: snapshot.acceleratorReason,
    suspends: suspendOf(capabilities, settings) || null,
    sharing: capabilities.shares && { ...capabilities.shares, folders: settings.sharedFolders },
    rosetta: capabilities.rosetta ? settings.rosetta : null,
    engine: runs
      ? {
          socket: parts.engineSocket,
          version: engine.version,
          apiVersion: engine.apiVersion,
          answering: engine.answering,
        }
      : null,
    machine: {
      cpus: settings.cpus,
      memoryMiB: settings.memoryMiB,
      diskGiB: settings.diskGiB,
      diskUsedBytes: parts.diskUsedBytes,
    },
    lastStart: snapshot.lastStart,
    page: parts.page,
    errors: [...snapshot.errors, ...parts.errors],
  }
}

export function toView(parts: StatusParts): MachineView {
  return {
    status: toStatus(parts),
    activity: parts.snapshot.activity,
    engineSince: parts.snapshot.state === 'running' ? parts.engine.since : null,
  }
}

/** What a file takes on the disk, in bytes: less than its length where it has holes. 0 when it is not there. */
export async function bytesOnDisk(file: string): Promise<number> {
  try {
    return (await stat(file)).blocks * 512
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === 'ENOENT') return 0
    throw thrown
  }
}
