import type { EngineService } from '../api/services.ts'
import type { Log } from '../base/log.ts'
import type { Topic } from '../base/topic.ts'
import { engineClient } from './client.ts'
import { Connection, type EngineState } from './connection.ts'
import { actOnContainer, removeContainer } from './containers/actions.ts'
import { containerCache } from './containers/cache.ts'
import { inspectContainer } from './containers/detail.ts'
import { imageCache } from './images/cache.ts'
import { removeImage } from './images/remove.ts'
import { readLogs } from './logs/read.ts'
import { dockerCredentials } from './pull/credentials.ts'
import { Jobs } from './pull/jobs.ts'
import { pullImage } from './pull/pull.ts'
import { parseReference } from './pull/reference.ts'
import { Terminals } from './terminal/terminals.ts'

export type { EngineState } from './connection.ts'

/** The engine as this product sees it, over the socket that the forward serves. */
export interface Engine extends EngineService {
  readonly connection: {
    readonly state: EngineState
    /** every change of it */
    readonly states: Topic<EngineState>
  }
  /** The forward is up. Connects, and stays connected until `detach`. */
  attach(): void
  /** The forward goes down: calls fail, streams end, tables keep what was last seen. `reason` is told meanwhile. */
  detach(reason?: string): void
}

export interface EngineOptions {
  readonly socketPath: string
  readonly log: Log
  /** the user's Docker configuration folder, for logins to registries */
  readonly dockerConfigDir: string
}

export function createEngine({ socketPath, log, dockerConfigDir }: EngineOptions): Engine {
  const client = engineClient(socketPath)
  const connection = new Connection(client, log)
  const containers = containerCache(client, connection, log)
  const images = imageCache(client, connection, containers, log)
  const terminals = new Terminals(client, connection, log)
  const jobs = new Jobs()
  const credentials = dockerCredentials(dockerConfigDir, log)

  return {
    connection,
    attach: () => connection.attach(),
    detach(reason) {
      terminals.closeAll()
      connection.detach(reason)
    },

    watchContainers: (signal) => containers.table.watch(signal),
    watchImages: (signal) => images.watch(signal),
    watchJobs: (signal) => jobs.watch(signal),

    async container(id, options) {
      connection.require('inspect the container')
      return inspectContainer(client, id, options ?? { size: false })
    },
    async act(id, action) {
      connection.require(`${action} the container`)
      await actOnContainer(client, id, action)
    },
    async removeContainer(id, options) {
      connection.require('remove the container')
      await removeContainer(client, id, options)
    },
    async *containerLogs(options, signal) {
      connection.require('read the logs of the container')
      yield* readLogs(client, options, signal)
    },
    async *terminal(options, signal) {
      connection.require('open a terminal in the container')
      yield* terminals.run(options, signal)
    },
    terminalInput: (terminal, data) => terminals.input(terminal, data),
    terminalResize: (terminal, size) => terminals.resize(terminal, size),

    async pull(reference) {
      connection.require(`pull ${reference}`)
      parseReference(reference)
      return jobs.start('pull', reference, (signal, tell) =>
        pullImage(client, credentials, reference, signal, tell),
      )
    },
    async cancelJob(id) {
      jobs.cancel(id)
    },
    async dismissJob(id) {
      jobs.dismiss(id)
    },
    async removeImage(id, options) {
      connection.require('remove the image')
      const nameOf = (short: string): string =>
        containers.table.rows().find((row) => row.id.startsWith(short))?.name ?? short
      return removeImage(client, id, options, nameOf)
    },
  }
}
