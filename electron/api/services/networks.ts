import type { Joining, NetworkRow, NewNetwork } from '../schema/networks.ts'
import type { TableChange } from '../schema/object.ts'

export interface NetworksService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<NetworkRow>>
  /** Resolves with its id. Throws `conflict` where there is one of that name, or its subnet is in use. */
  create(network: NewNetwork): Promise<string>
  connect(network: string, container: string, joining: Joining): Promise<void>
  /** `force` also takes out a container that the engine has lost track of. Resolves with how it joins again as it was. */
  disconnect(network: string, container: string, options: { force: boolean }): Promise<Joining>
  /**
   * Throws `conflict`, which names who is connected. Resolves with what makes it again; null where it could not be just
   * as it was, or stopped containers would miss the old one.
   */
  remove(id: string): Promise<NewNetwork | null>
}
