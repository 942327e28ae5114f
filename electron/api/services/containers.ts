import type {
  ContainerAction,
  ContainerDetail,
  ContainerRow,
  StoppedContainer,
} from '../schema/containers.ts'
import type { TableChange } from '../schema/object.ts'

export interface ContainersService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<ContainerRow>>
  /** `size` also measures what the container wrote, which can take the engine seconds. */
  detail(id: string, options: { size: boolean }): Promise<ContainerDetail>
  act(id: string, action: ContainerAction): Promise<void>
  remove(id: string, options: { force: boolean; volumes: boolean }): Promise<void>
  /** What a clean-up would remove, measured: that can take the engine seconds. */
  stopped(): Promise<StoppedContainer[]>
  /** Starts the removal of these, as far as they are still stopped, and returns its job's id at once. */
  prune(ids: readonly string[]): Promise<string>
}
