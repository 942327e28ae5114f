import type { Joining, NetworkRow, NewNetwork } from '../schema/networks.ts'
import type { TableChange } from '../schema/object.ts'

export interface NetworksService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<NetworkRow>>
  /** Resolves with its id. Throws `conflict` where there is one of that name, or its subnet is in use. */
  create(network: NewNetwork): Promise<string>
  connect(network: string, container: string, joining: Joining): Promise<void>
  /** `force` also takes out a container that the engine has lost track of. */
  disconnect(network: string, container: string, options: { force: boolean }): Promise<void>
  /** Throws `conflict`, which names who is connected. */
  remove(id: string): Promise<void>
}
