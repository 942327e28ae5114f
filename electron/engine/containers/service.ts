import type { ContainerAction, ContainerDetail, StoppedContainer } from '../../api/schema/containers.ts'
import type { Room } from '../room.ts'
import { actOnContainer, removeContainer } from './actions.ts'
import { inspectContainer } from './detail.ts'
import { listStopped, pruneContainers } from './prune.ts'

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
    async remove(id: string, options: { force: boolean; volumes: boolean }): Promise<void> {
      connection.require('remove the container')
      await removeContainer(client, id, options)
    },
    async stopped(): Promise<StoppedContainer[]> {
      connection.require('measure the stopped containers')
      return listStopped(client)
    },
    async prune(ids: readonly string[]): Promise<string> {
      connection.require('remove the stopped containers')
      return jobs.start('prune', 'containers', (signal, tell) => pruneContainers(client, ids, signal, tell))
    },
  }
}
