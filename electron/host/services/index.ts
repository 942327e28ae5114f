import type { Services } from '../../api/services.ts'
import type { Log } from '../../base/log.ts'
import { resolveSettings, loadSettings, thisComputer } from '../../machine/index.ts'
import { hostService, type HostServiceOptions } from './host.ts'
import { machineService } from './machine.ts'
import { settingsService } from './settings.ts'
import { diskUsedBytes, type StatusParts } from './status.ts'

/** Everything that the contract asks for, from the rooms of one home. */
export function createServices(options: HostServiceOptions & { readonly log: Log }): Services {
  const { rooms, paths } = options
  const parts = async (): Promise<StatusParts> => ({
    driver: 'qemu',
    snapshot: rooms.machine.snapshot,
    settings: rooms.applied() ?? resolveSettings(await loadSettings(paths.settings), thisComputer()),
    engineSocket: paths.run.engineSocket,
    attached: rooms.attached(),
    engine: rooms.engine.connection.state,
    link: rooms.guest.state,
    diskUsedBytes: await diskUsedBytes(paths.machine.dataDisk),
    page: options.page().url,
  })
  return {
    machine: machineService({
      rooms,
      parts,
      beside: () => options.context.ensure(),
      log: options.log,
    }),
    settings: settingsService(paths, rooms.applied),
    host: hostService(options),
    engine: rooms.engine,
  }
}
