import type {
  CommitOptions,
  ContainerDetail,
  FileChanges,
  LiveUpdate,
  Process,
} from '../../api/schema/container.ts'
import type { ContainerAction } from '../../api/schema/containers.ts'
import type { Room } from '../room.ts'
import { actOnContainer, removeContainer } from './actions.ts'
import { changesOf } from './changes.ts'
import { commitContainer } from './commit.ts'
import { inspectContainer } from './detail.ts'
import { exportContainer } from './export.ts'
import { processesOf } from './processes.ts'
import { renameContainer } from './rename.ts'
import { updateContainer } from './update.ts'
import { writtenBytes } from './written.ts'

/** Fulfils the contract's `ContainersService`. */
export function containersService({ client, connection, containers, jobs }: Room) {
  return {
    watch: (signal: AbortSignal) => containers.table.watch(signal),
    async detail(id: string, options: { size: boolean }): Promise<ContainerDetail> {
      connection.require('inspect the container')
      return inspectContainer(client, id, options)
    },
    async act(id: string, action: ContainerAction): Promise<void> {
      connection.require(`${action} the container`)
      await actOnContainer(client, id, action)
    },
    async rename(id: string, name: string): Promise<void> {
      connection.require('rename the container')
      await renameContainer(client, id, name)
    },
    async update(id: string, change: LiveUpdate): Promise<string[]> {
      connection.require('change the container')
      return updateContainer(client, id, change)
    },
    async commit(id: string, options: CommitOptions): Promise<string> {
      connection.require('make an image of the container')
      return commitContainer({ client, jobs }, id, options)
    },
    async export(id: string) {
      connection.require('export the container')
      return exportContainer(client, id)
    },
    async processes(id: string): Promise<Process[]> {
      connection.require('list the processes of the container')
      return processesOf(client, id, { windows: connection.state.windows !== null })
    },
    async changes(id: string): Promise<FileChanges> {
      connection.require('list what the container changed')
      return changesOf(client, id)
    },
    async written(ids: readonly string[], signal?: AbortSignal): Promise<Record<string, number>> {
      connection.require('measure what the containers wrote')
      return writtenBytes(client, ids, signal)
    },
    async remove(id: string, options: { force: boolean; volumes: boolean }): Promise<void> {
      connection.require('remove the container')
      await removeContainer(client, id, options)
    },
  }
}
