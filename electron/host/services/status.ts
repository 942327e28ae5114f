import { stat } from 'node:fs/promises'
import type { Settings } from '../../api/schema/settings.ts'
import type { MachineView, Status } from '../../api/schema/status.ts'
import type { EngineState } from '../../engine/index.ts'
import type { EngineAnswer, LinkState } from '../../guest/index.ts'
import type { MachineSnapshot } from '../../machine/index.ts'

/** All that a status is made of, as of one moment. */
export interface StatusParts {
  readonly driver: string
  readonly snapshot: MachineSnapshot
  readonly settings: Settings
  readonly engineSocket: string
  /** what the engine said as it was attached; null while it is not */
  readonly attached: EngineAnswer | null
  readonly engine: EngineState
  readonly link: LinkState
  readonly diskUsedBytes: number
  readonly page: string | null
}

/** The status as the contract has it. */
export function statusOf(parts: StatusParts): Status {
  const { snapshot, settings, link } = parts
  const lost = snapshot.state === 'running' && link.kind === 'lost' ? link.error : null
  return {
    state: snapshot.state,
    since: snapshot.since,
    driver: parts.driver,
    accelerator: snapshot.accelerator,
    acceleratorReason: snapshot.acceleratorReason,
    engine: snapshot.state === 'running' ? engineOf(parts) : null,
    machine: {
      cpus: settings.cpus,
      memoryMiB: settings.memoryMiB,
      diskGiB: settings.diskGiB,
      diskUsedBytes: parts.diskUsedBytes,
    },
    lastStart: snapshot.lastStart,
    page: parts.page,
    errors: [
      ...snapshot.errors,
      ...(lost ? [{ step: 'run', message: lost.message, hint: 'Connect again with "berth start".' }] : []),
    ],
  }
}

export function viewOf(parts: StatusParts): MachineView {
  const { snapshot, engine } = parts
  return {
    status: statusOf(parts),
    activity: snapshot.activity,
    engineSince: snapshot.state === 'running' ? laterOf(engine.since, snapshot.since) : null,
  }
}

/** Bytes that the data disk takes on the host; nothing before the first start. */
export async function diskUsedBytes(dataDisk: string): Promise<number> {
  // stat counts in blocks of 512 bytes, whatever the file system's own (stat(2)).
  return stat(dataDisk).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  )
}

/**
 * Until the engine's event stream has told its first state after the machine came up, what it answered to the start is
 * the newest that is known.
 */
function engineOf({ engine, attached, engineSocket, snapshot }: StatusParts): Status['engine'] {
  const told = engine.answering || engine.since > snapshot.since
  return {
    socket: engineSocket,
    version: engine.version ?? attached?.version ?? null,
    apiVersion: engine.apiVersion ?? attached?.apiVersion ?? null,
    answering: told ? engine.answering : attached !== null,
  }
}

/** ISO 8601 times of one zone compare as text. */
function laterOf(a: string, b: string): string {
  return a > b ? a : b
}
