import { readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { appDefaults, type Settings } from '../api/schema/settings.ts'
import type { StatusError } from '../api/schema/status.ts'
import type { Services } from '../api/services/index.ts'
import type { Transfers } from '../api/services/transfers.ts'
import { toBerthError } from '../base/errors.ts'
import type { Installation } from '../base/installation.ts'
import type { Log } from '../base/log.ts'
import { pipePrefix, type Paths } from '../base/paths.ts'
import { Topic } from '../base/topic.ts'
import { createEngine, type Engine } from '../engine/index.ts'
import { createGuest, pingEngine, type Guest, type PipeHelper } from '../guest/index.ts'
import {
  createDriver,
  createMachine,
  currentSettings,
  defaultsFor,
  loadSettings,
  resolveSettings,
  thisComputer,
  type Machine,
} from '../machine/index.ts'
import { Builds } from '../tools/builds/service.ts'
import { DockerCli } from '../tools/docker-cli.ts'
import { HostDesktop } from './desktop/service.ts'
import { diskRoom } from './disk/compose.ts'
import { checksService } from './checks/service.ts'
import { diagnosticsService } from './diagnostics/service.ts'
import { DockerContext, windowsContext } from './docker-context.ts'
import { enginesRoom } from './engines/compose.ts'
import type { HostEngines } from './engines/service.ts'
import { noWindowsContainers, served, WindowsContainers } from './engines/windows.ts'
import { HostEngineSettings } from './engine-settings/service.ts'
import { hostService, type HostServiceParts } from './host-service.ts'
import { keepLink } from './keep-link.ts'
import { machineService } from './machine-service.ts'
import { migrationService } from './migrate/service.ts'
import { placesService } from './places/service.ts'
import { DockerProxySettings } from './proxies/docker-proxies.ts'
import { HostPorts } from './ports/service.ts'
import { settingsService } from './settings-service.ts'
import { lostFolders } from './lost-folders.ts'
import { bytesOnDisk, toView } from './status.ts'

export interface HostOptions extends Pick<HostServiceParts, 'uses' | 'page' | 'end'> {
  readonly paths: Paths
  readonly installation: Installation
  readonly env: NodeJS.ProcessEnv
  readonly transfers: Transfers
  /** a logger for the room of this name */
  readonly log: (room: string) => Log
  /** the page's address while it is served */
  readonly pageUrl: () => string | null
}

/** The rooms, put together. */
export interface Rooms {
  /** of Berth's own engine: what the home's owner is served */
  readonly services: Services
  /** what a page is served depends on the engine that is looked at */
  readonly engines: HostEngines
  readonly machine: Machine
  readonly guest: Guest
  /** says that what the status tells has changed */
  readonly changed: Topic<undefined>
}

/** Puts machine, guest and engine together: what they exchange is a byte stream, a socket path and an event. */
export function composeRooms(options: HostOptions): Rooms {
  const { paths, env, installation } = options
  const changed = new Topic<undefined>()
  const tell = (): void => changed.publish(undefined)
  let startedWith: Settings | null = null
  let ending = false

  const guest = createGuest({
    engineSocket: paths.run.engineSocket,
    keys: async () => ({
      hostKey: await readFile(paths.machine.hostKey),
      userKey: await readFile(paths.machine.userKey),
    }),
    pipes: pipeHelper(paths, installation),
    log: options.log('guest'),
  })
  const ownDockerConfig = env['DOCKER_CONFIG'] || path.join(os.homedir(), '.docker')
  const proxies = new DockerProxySettings({
    engineSocket: paths.run.engineSocket,
    engine: async () => (await settingsFor(paths, null)).settings.engine,
    ownDockerConfig,
  })
  const docker = new DockerCli({
    tools: installation.tools,
    engineSocket: paths.run.engineSocket,
    configDir: paths.run.hostDockerConfig,
    env,
    proxies: () => proxies.forCommands(),
  })
  const engine = createEngine({
    socketPath: paths.run.engineSocket,
    dockerConfigDir: ownDockerConfig,
    log: options.log('engine'),
    docker,
    proxies: () => proxies.forContainers(paths.run.engineSocket),
    openedProjects: paths.openedProjects,
    notices: { choices: paths.noticeChoices, list: paths.noticeList },
  })
  const driver = createDriver({ paths, log: options.log('machine') })
  const machine = createMachine({
    driver,
    paths,
    imageDir: installation.image,
    keepImage: installation.packaged,
    log: options.log('machine'),
    settings: async () => (startedWith = await currentSettings(paths)),
    hooks: hooksOf(guest, engine),
  })
  const contextParts = { tools: installation.tools, env, log: options.log('host') }
  const context = new DockerContext({ ...contextParts, engineSocket: paths.run.engineSocket })
  const windows =
    driver.windowsEngine &&
    new WindowsContainers({
      engine: driver.windowsEngine,
      program: path.join(installation.tools, 'dockerd.exe'),
      context: (engineSocket) =>
        new DockerContext({
          ...{ ...contextParts, engineSocket },
          ...{ name: windowsContext, description: 'Windows containers, by Berth' },
        }),
      ownContext: context,
    })
  const engineSettings = new HostEngineSettings({
    file: paths.settings,
    running: () =>
      machine.snapshot.state === 'running'
        ? {
            guest,
            effects: () => engine.restartEffects(),
            ping: (deadlineMs, signal) => pingEngine(paths.run.engineSocket, signal, deadlineMs),
          }
        : null,
    changed: tell,
    log: options.log('host'),
  })
  machine.changes.subscribe(tell)
  onceRunning(machine, () => void engineSettings.look())
  engine.connection.states.subscribe(tell)
  keepLink({ guest, runs: () => machine.snapshot.state === 'running', log: options.log('guest') })

  const atRest = (): boolean => ['stopped', 'suspended', 'failed'].includes(machine.snapshot.state)
  // A machine that was taken over may have been started with others than the settings of today.
  const inUse = (): Settings | null => (atRest() ? null : (machine.snapshot.settings ?? startedWith))
  const view = async (): ReturnType<Services['machine']['view']> => {
    const { settings, errors } = await settingsFor(paths, inUse())
    const lost = await lostFolders(paths, machine.snapshot)
    return toView({
      driver,
      snapshot: machine.snapshot,
      engine: engine.connection.state,
      engineSocket: paths.run.engineSocket,
      settings,
      diskUsedBytes: await bytesOnDisk(paths.machine.dataDisk),
      page: options.pageUrl(),
      errors: [...errors, ...lost, ...(await engineSettings.errors())],
    })
  }

  const ports = new HostPorts({
    ports: guest.ports,
    containers: engine.followContainers(),
    isAnswering: () => engine.connection.state.answering,
    publishTo: async () => (await loadSettings(paths.settings)).publishTo ?? appDefaults.publishTo,
  })
  const settings = settingsService({
    file: paths.settings,
    dataDisk: paths.machine.dataDisk,
    canShare: driver.capabilities.shares !== null,
    inUse,
    engine: engineSettings,
    changed: () => {
      tell()
      ports.look()
    },
  })
  const checks = checksService({
    paths,
    env,
    driver,
    installation: async () => installation,
    settings: async () => (await settingsFor(paths, inUse())).settings,
    checkSettings: () => currentSettings(paths),
    context: () => context.look(),
    useContext: () => context.use(),
    change: settings,
  })
  const own: Omit<Services, 'engines'> = {
    machine: machineService({
      machine,
      guest,
      engine,
      view,
      changed,
      besideStart: async () => {
        await Promise.all([context.ensure(), windows?.keepContext()])
      },
      ending: () => ending,
    }),
    settings,
    host: hostService({
      ...options,
      version: installation.version,
      machine,
      guest,
      removeContext: async () => {
        await windows?.removeContext()
        await context.remove()
      },
      removeMachine: () => driver.remove(),
      startEnding: () => (ending = true),
    }),
    checks,
    diagnostics: diagnosticsService({
      paths,
      env,
      version: async () => installation.version,
      status: view,
      checks: (signal) => checks.run(signal),
      settings: () => settings.list(),
      engineLog: () =>
        machine.snapshot.state === 'running'
          ? (lines, signal) => guest.commands.engineLog({ lines, follow: false }, signal)
          : null,
    }),
    engine,
    migration: migrationService(engine.migration, {
      docker: path.join(installation.tools, 'docker'),
      env,
      engineSocket: paths.run.engineSocket,
    }),
    places: placesService(paths.recentPlaces),
    ports,
    builds: new Builds({
      docker,
      dockerConfig: paths.run.hostDockerConfig,
      dir: paths.builds,
      startJob: engine.startJob,
      log: options.log('builds'),
    }),
    ...diskRoom({
      engine,
      guest: guest.commands,
      file: paths.machine.dataDisk,
      fileBytes: () => bytesOnDisk(paths.machine.dataDisk),
      sizeBytes: async () => (await settingsFor(paths, inUse())).settings.diskGiB * 2 ** 30,
      files: { rules: paths.retentionRules, records: paths.cleanUps },
      log: options.log('disk'),
    }),
    transfers: options.transfers,
    desktop: new HostDesktop(),
    windowsContainers: windows ? served(windows, () => engines) : noWindowsContainers,
  }
  const engines: HostEngines = enginesRoom({
    windows,
    commonPipe: () => guest.commonPipe,
    ...{ paths, env, ownDockerConfig, proxies, tools: installation.tools, log: options.log },
    own: { services: own, engine },
  })
  return { services: engines.ownServices, engines, machine, guest, changed }
}

/** Serves the engine where Node cannot: a pipe of its own has no half-close. Null where the engine's socket is no pipe. */
function pipeHelper({ run, machine }: Paths, { tools }: Installation): PipeHelper | null {
  if (!run.engineSocket.startsWith(pipePrefix)) return null
  const program = path.join(tools, 'berth-pipe.exe')
  return { program, key: machine.userKey, hostKey: `${machine.hostKey}.pub`, own: run.engineSocket }
}

/** Calls `act` each time that the machine has come to run. */
function onceRunning(machine: Machine, act: () => void): void {
  let ran = false
  machine.changes.subscribe(({ state }) => {
    if (state === 'running' && !ran) act()
    ran = state === 'running'
  })
}

function hooksOf(guest: Guest, engine: Engine): Parameters<typeof createMachine>[0]['hooks'] {
  return {
    async attach(access, steps, kind) {
      await guest.attach(access, steps, kind)
      engine.attach()
    },
    async detach() {
      engine.detach()
      await guest.detach()
    },
    writeOut: (signal) => guest.commands.writeOut(signal),
    powerOff: (signal) => guest.commands.powerOff(signal),
  }
}

/** What the machine runs with, or would be started with. Settings that are damaged are an error of the status, not of asking. */
export async function settingsFor(
  paths: Paths,
  inUse: Settings | null,
): Promise<{ settings: Settings; errors: StatusError[] }> {
  if (inUse) return { settings: inUse, errors: [] }
  try {
    return { settings: resolveSettings(await loadSettings(paths.settings), thisComputer()), errors: [] }
  } catch (thrown) {
    const { message, hint } = toBerthError(thrown)
    return { settings: defaultsFor(thisComputer()), errors: [{ step: 'settings', message, hint }] }
  }
}
