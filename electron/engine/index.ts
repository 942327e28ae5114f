import type { EnvRow } from '../api/schema/run-spec.ts'
import type { Log } from '../base/log.ts'
import type { Topic } from '../base/topic.ts'
import { buildCacheService } from './build-cache/service.ts'
import { engineClient } from './client.ts'
import { Connection, type EngineState } from './connection.ts'
import { CleanUp } from './clean-up/clean-up.ts'
import { composeService } from './compose/service.ts'
import { containerCache } from './containers/cache.ts'
import { containersService } from './containers/service.ts'
import { DiskUse } from './disk-use/disk-use.ts'
import type { Docker } from './docker.ts'
import { Journal } from './events/journal.ts'
import { eventsService } from './events/service.ts'
import { filesService } from './files/service.ts'
import { Helpers } from './files/helpers.ts'
import { createService } from './create/service.ts'
import { imagesService } from './images/service.ts'
import { Jobs } from './jobs/jobs.ts'
import { jobsService } from './jobs/service.ts'
import { logsService } from './logs/service.ts'
import { dockerCredentials } from './pull/credentials.ts'
import { Registries } from './registry/registries.ts'
import { registriesService } from './registry/service.ts'
import { restartEffects } from './restart-effects.ts'
import type { Room } from './room.ts'
import { migrationService } from './migrate/service.ts'
import { networksService } from './networks/service.ts'
import { noticesService, type NoticeFiles } from './notices/service.ts'
import { statsService } from './stats/service.ts'
import { terminalsService } from './terminal/service.ts'
import { volumesService } from './volumes/service.ts'

export { engineVersion } from './version.ts'
export { emptyEngine, engineBytes } from './whole.ts'
export type { EngineState } from './connection.ts'

export interface EngineOptions {
  readonly socketPath: string
  readonly log: Log
  /** the user's Docker configuration folder, for logins to registries */
  readonly dockerConfigDir: string
  /** the bundled docker command */
  readonly docker: Docker
  /** what docker would tell every new container of proxies; nothing where it is not said */
  readonly proxies?: () => Promise<EnvRow[]>
  /** keeps which compose projects were opened */
  readonly openedProjects: string
  /** keep of what the user wants to be told, and what was told */
  readonly notices: NoticeFiles
}

/** Fulfils the contract's `EngineService`; the host, which composes the rooms, is where the compiler checks that. */
export type Engine = ReturnType<typeof createEngine>

interface Reach {
  readonly state: EngineState
  /** every change of `state` */
  readonly states: Topic<EngineState>
}

/** The engine as this product sees it, over the socket that the forward serves. */
export function createEngine(options: EngineOptions) {
  const { socketPath, log, dockerConfigDir, docker } = options
  const client = engineClient(socketPath)
  const connection = new Connection(client, log)
  const room: Room = {
    client,
    connection,
    containers: containerCache(client, connection, log),
    jobs: new Jobs(),
    diskUse: new DiskUse(client, connection),
    credentials: dockerCredentials(dockerConfigDir, log),
    docker,
    log,
  }
  const journal = new Journal(connection)
  const terminals = terminalsService(room)
  const registries = new Registries(client, room.credentials)
  const helpers = new Helpers(client, connection, log)
  const volumes = volumesService(room, helpers)

  return {
    connection: connection as Reach,
    /** The forward is up. Connects, and stays connected until `detach`. */
    attach: () => connection.attach(),
    /** The forward goes down: calls fail, streams end, tables keep what was last seen. `reason` is told meanwhile. */
    detach(reason?: string): void {
      terminals.closeAll()
      connection.detach(reason)
    },
    containers: containersService(room),
    /** Its containers without a watcher: kept live from the first call on, for the host, which carries their ports. */
    followContainers() {
      room.containers.hold()
      const { table } = room.containers
      return { rows: () => table.rows(), changed: table.changed }
    },
    images: imagesService(room, registries),
    registries: registriesService(room, registries),
    volumes,
    files: filesService(room, helpers),
    create: createService(room, options.proxies ?? (async () => [])),
    networks: networksService(room),
    stats: statsService(room),
    compose: composeService(room, options.openedProjects),
    logs: logsService(room),
    terminals,
    events: eventsService(journal),
    notices: noticesService(room, journal, options.notices),
    jobs: jobsService(room),
    buildCache: buildCacheService(room),
    /** Copies from other engines, for the host, which finds them. */
    migration: migrationService(room, helpers),
    /** What takes the engine's room, for the host, which knows the disk that it is on. */
    diskUse: room.diskUse,
    cleanUp: new CleanUp(room, (name) => volumes.remove(name)),
    /** What a restart of the engine would do to what runs. */
    restartEffects: () => restartEffects(client),
    /** Long work of other rooms, on the same list. */
    startJob: room.jobs.start.bind(room.jobs),
  }
}
