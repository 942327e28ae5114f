import type { TableChange } from '../schema/object.ts'
import type { PortRow } from '../schema/ports.ts'

/** What containers publish, as it answers on this computer. */
export interface PortsService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<PortRow>>
}
