import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { PortRow } from '../../api/schema/ports.ts'
import type { DiskService, RetentionService } from '../../api/services/disk.ts'
import type { PortsService } from '../../api/services/ports.ts'
import type { Services } from '../../api/services/index.ts'
import { BerthError } from '../../base/errors.ts'
import { LiveTable } from '../../base/live-table.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import { createEngine, type Engine } from '../../engine/index.ts'
import { Builds } from '../../tools/builds/service.ts'
import { DockerCli } from '../../tools/docker-cli.ts'
import { CleanUps } from '../disk/clean-ups.ts'
import { diskService } from '../disk/service.ts'
import type { DockerProxySettings } from '../proxies/docker-proxies.ts'

export interface VisitParts {
  readonly socketPath: string
  /** the folder of what is kept of this engine */
  readonly dir: string
  /** folder of the docker CLI */
  readonly tools: string
  readonly env: NodeJS.ProcessEnv
  /** the docker configuration that Berth's commands run with */
  readonly dockerConfig: string
  /** the user's own, for logins to registries */
  readonly ownDockerConfig: string
  readonly proxies: DockerProxySettings
  readonly log: (room: string) => Log
}

/** What a page that looks at another engine is served in place of what belongs to Berth's own. */
export type VisitServices = Pick<Services, 'engine' | 'builds' | 'disk' | 'retention' | 'ports'>

/** The rooms around an engine that is not Berth's own. Attached to it until `close`. */
export interface Visit {
  readonly engine: Pick<Engine, 'connection' | 'jobs'>
  readonly services: VisitServices
  close(): void
}

/** Makes the same rooms as for Berth's own engine, but for what only a machine of Berth's has. */
export async function visitEngine(parts: VisitParts): Promise<Visit> {
  const { socketPath, dir, log } = parts
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const kept = (name: string): string => path.join(dir, name)
  const docker = new DockerCli({
    tools: parts.tools,
    engineSocket: socketPath,
    configDir: parts.dockerConfig,
    env: parts.env,
    // The folder is the one of Berth's own engine, too, whose alone these are.
    proxies: () => parts.proxies.forCommands(),
  })
  const engine = createEngine({
    socketPath,
    dockerConfigDir: parts.ownDockerConfig,
    log: log('engine'),
    docker,
    proxies: () => parts.proxies.forContainers(socketPath),
    openedProjects: kept('projects.json'),
    notices: { choices: kept('notices.json'), list: kept('notice-list.json') },
  })
  // Before its first answer nothing is known of it, least of all that a machine does not run.
  engine.detach('')
  engine.attach()
  return {
    engine,
    services: {
      engine,
      builds: new Builds({
        docker,
        dockerConfig: parts.dockerConfig,
        dir: kept('builds'),
        startJob: engine.startJob,
        log: log('builds'),
      }),
      disk: diskElsewhere(engine),
      retention: noRetention,
      ports: noPorts,
    },
    close: () => engine.detach('Berth looks at another engine now.'),
  }
}

/** The engine's own account and clean-ups work anywhere; of the disk below it Berth knows nothing. */
function diskElsewhere(engine: Engine): DiskService {
  const cleanUps = new CleanUps({
    engine,
    trim: null,
    fileBytes: async () => 0,
    note: async () => undefined,
    now: () => Date.now(),
  })
  const never = async (): Promise<never> => notBerths()
  const disk = diskService({
    ...{ engine, cleanUps, file: '', fileBytes: never, sizeBytes: never, logs: never },
  })
  return { ...disk, data: async () => null }
}

const noRetention: RetentionService = {
  watch: (signal) => new Topic<never>().follow(signal),
  save: async () => notBerths(),
  preview: () => notBerths(),
  run: async () => notBerths(),
}

/** Its ports are where it is: none is carried to this computer. */
const noPorts: PortsService = {
  watch: (signal) => new LiveTable<PortRow>({ loaded: true }).watch(signal),
}

function notBerths(): never {
  throw new BerthError('conflict', "This is only to be had of Berth's own engine.", {
    hint: 'Switch to it in the top bar.',
  })
}
