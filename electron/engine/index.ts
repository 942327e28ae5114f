import type {
  ContainerAction,
  ContainerDetail,
  LogBatch,
  RemovedImage,
  TerminalEvent,
  TerminalSize,
} from '../api/schema/engine.ts'
import type { Log } from '../base/log.ts'
import type { Topic } from '../base/topic.ts'
import { engineClient } from './client.ts'
import { Connection, type EngineState } from './connection.ts'
import { actOnContainer, removeContainer } from './containers/actions.ts'
import { containerCache } from './containers/cache.ts'
import { inspectContainer } from './containers/detail.ts'
import { imageCache } from './images/cache.ts'
import { removeImage } from './images/remove.ts'
import { readLogs, type LogOptions } from './logs/read.ts'
import { dockerCredentials } from './pull/credentials.ts'
import { Jobs } from './pull/jobs.ts'
import { pullImage } from './pull/pull.ts'
import { parseReference } from './pull/reference.ts'
import { Terminals, type TerminalOptions } from './terminal/terminals.ts'

export type { EngineState } from './connection.ts'

export interface EngineOptions {
  readonly socketPath: string
  readonly log: Log
  /** the user's Docker configuration folder, for logins to registries */
  readonly dockerConfigDir: string
}

/** Fulfils the contract's `EngineService`; the host, which composes the rooms, is where the compiler checks that. */
export type Engine = ReturnType<typeof createEngine>

interface Reach {
  readonly state: EngineState
  /** every change of `state` */
  readonly states: Topic<EngineState>
}

/** The engine as this product sees it, over the socket that the forward serves. */
export function createEngine({ socketPath, log, dockerConfigDir }: EngineOptions) {
  const client = engineClient(socketPath)
  const connection = new Connection(client, log)
  const containers = containerCache(client, connection, log)
  const images = imageCache(client, connection, containers, log)
  const terminals = new Terminals(client, connection, log)
  const jobs = new Jobs()
  const credentials = dockerCredentials(dockerConfigDir, log)

  return {
    connection: connection as Reach,
    /** The forward is up. Connects, and stays connected until `detach`. */
    attach: () => connection.attach(),
    /** The forward goes down: calls fail, streams end, tables keep what was last seen. `reason` is told meanwhile. */
    detach(reason?: string): void {
      terminals.closeAll()
      connection.detach(reason)
    },

    watchContainers: (signal: AbortSignal) => containers.table.watch(signal),
    watchImages: (signal: AbortSignal) => images.watch(signal),
    watchJobs: (signal: AbortSignal) => jobs.watch(signal),

    async container(id: string, options: { size: boolean } = { size: false }): Promise<ContainerDetail> {
      connection.require('inspect the container')
      return inspectContainer(client, id, options)
    },
    async act(id: string, action: ContainerAction): Promise<void> {
      connection.require(`${action} the container`)
      await actOnContainer(client, id, action)
    },
    async removeContainer(id: string, options: { force: boolean; volumes: boolean }): Promise<void> {
      connection.require('remove the container')
      await removeContainer(client, id, options)
    },
    async *containerLogs(options: LogOptions, signal: AbortSignal): AsyncGenerator<LogBatch, void> {
      connection.require('read the logs of the container')
      yield* readLogs(client, options, signal)
    },
    async *terminal(options: TerminalOptions, signal: AbortSignal): AsyncGenerator<TerminalEvent, void> {
      connection.require('open a terminal in the container')
      yield* terminals.run(options, signal)
    },
    terminalInput: (terminal: string, data: Buffer) => terminals.input(terminal, data),
    terminalResize: (terminal: string, size: TerminalSize) => terminals.resize(terminal, size),

    async pull(reference: string): Promise<string> {
      connection.require(`pull ${reference}`)
      parseReference(reference)
      return jobs.start('pull', reference, (signal, tell) =>
        pullImage(client, credentials, reference, signal, tell),
      )
    },
    async cancelJob(id: string): Promise<void> {
      jobs.cancel(id)
    },
    async dismissJob(id: string): Promise<void> {
      jobs.dismiss(id)
    },
    async removeImage(id: string, options: { force: boolean }): Promise<RemovedImage> {
      connection.require('remove the image')
      const nameOf = (short: string): string =>
        containers.table.rows().find((row) => row.id.startsWith(short))?.name ?? short
      return removeImage(client, id, options, nameOf)
    },
  }
}
