import type { CommitOptions, ContainerDetail, FileChanges, LiveUpdate, Process } from '../schema/container.ts'
import type { ContainerAction, ContainerRow } from '../schema/containers.ts'
import type { TableChange } from '../schema/object.ts'
import type { Download } from './transfers.ts'

export interface ContainersService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<ContainerRow>>
  /** `size` also measures what the container wrote, which can take the engine seconds. */
  detail(id: string, options: { size: boolean }): Promise<ContainerDetail>
  act(id: string, action: ContainerAction): Promise<void>
  rename(id: string, name: string): Promise<void>
  /** Changes it as it is, running or not; resolves with what the engine warns of. */
  update(id: string, change: LiveUpdate): Promise<string[]>
  /** Makes an image of what it wrote: starts a job and returns its id. */
  commit(id: string, options: CommitOptions): Promise<string>
  /** Its whole file system as a tar. */
  export(id: string): Promise<Download>
  /** The processes in it now; a container that is not up has none to tell of (`conflict`). */
  processes(id: string): Promise<Process[]>
  changes(id: string): Promise<FileChanges>
  /** Bytes that each of these wrote, by id; measured, which can take the engine seconds. */
  written(ids: readonly string[], signal?: AbortSignal): Promise<Record<string, number>>
  remove(id: string, options: { force: boolean; volumes: boolean }): Promise<void>
}
