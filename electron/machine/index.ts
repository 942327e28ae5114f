import type { Settings } from '../api/schema/settings.ts'
import type { Log } from '../base/log.ts'
import type { Paths } from '../base/paths.ts'
import type { Driver, ImageFiles } from './driver.ts'
import { HypervDriver } from './drivers/hyperv/driver.ts'
import { QemuDriver } from './drivers/qemu/driver.ts'
import { VzDriver } from './drivers/vz/driver.ts'
import type { GuestHooks } from './guest-hooks.ts'
import { verifyImage } from './image/verify.ts'
import { Machine } from './lifecycle/machine.ts'
import { virtualBytes } from './qcow2.ts'
import { rawBytes } from './raw.ts'
import { WayBack } from './restore/way-back.ts'
import { writeSeed } from './seed/seed.ts'
import { vhdxBytes } from './vhdx/grow.ts'
import { checkAgainst } from './settings/check.ts'
import { thisComputer } from './settings/computer.ts'
import { resolveSettings } from './settings/defaults.ts'
import { loadSettings } from './settings/store.ts'

export type { Driver, HypervisorLook, Need } from './driver.ts'
export { verifyImage } from './image/verify.ts'
export type { GuestAccess, GuestHooks } from './guest-hooks.ts'
export { missingFolders, suspendOf } from './shares.ts'
export { Machine } from './lifecycle/machine.ts'
export type { MachineSnapshot } from './lifecycle/state.ts'
export { daemonJson } from './seed/daemon-json.ts'
export { checkAgainst, checkDisk, checkEngine } from './settings/check.ts'
export { thisComputer } from './settings/computer.ts'
export { defaultsFor, resolveSettings } from './settings/defaults.ts'
export { loadSettings, saveSettings } from './settings/store.ts'

export interface MachineOptions {
  readonly driver: Driver
  readonly paths: Paths
  readonly hooks: GuestHooks
  readonly log: Log
  /** where the guest's image lies */
  readonly imageDir: string
  /** true where an update puts another image in place of this one */
  readonly keepImage?: boolean
  /** the settings for the start that asks; see `currentSettings` */
  readonly settings: () => Promise<Settings>
}

/** The driver by which the home's disks are named: that of this computer, or the one that `BERTH_DRIVER` names. */
export function createDriver({ paths, log }: Pick<MachineOptions, 'paths' | 'log'>): Driver {
  switch (paths.driver) {
    case 'hyperv':
      return new HypervDriver({ paths, log })
    case 'vz':
      return new VzDriver({ paths, log })
    case 'qemu':
      return new QemuDriver({ paths, log })
  }
}

/** The machine of one home. Call `recover()` before anything else. */
export function createMachine(options: MachineOptions): Machine {
  const { driver, paths, hooks, log, imageDir } = options
  const verify = (dir: string): Promise<ImageFiles> => verifyImage(dir, paths.machine.imageRecord)
  const wayBack =
    driver.restorePoints &&
    new WayBack({
      record: paths.machine.knownImages,
      keepIn: options.keepImage ? paths.machine.keptImage : null,
      points: driver.restorePoints,
      verify,
      log,
    })
  return new Machine({
    driver,
    hooks,
    log,
    settings: options.settings,
    image: () => verify(imageDir),
    wayBack,
    writeSeed: (settings) => writeSeed(paths.machine, settings, driver.capabilities),
    dataDisk: paths.machine.dataDisk,
    seedDisk: paths.machine.seedDisk,
  })
}

/** The settings of a home with defaults filled in, checked against this computer; rejects with `settings-invalid`. */
export async function currentSettings(paths: Paths): Promise<Settings> {
  const computer = thisComputer()
  const settings = resolveSettings(await loadSettings(paths.settings), computer)
  checkAgainst(settings, computer)
  return settings
}

/** The data disk's virtual size in bytes, 0 where there is none yet. */
export function existingDiskBytes(dataDisk: string): Promise<number> {
  if (dataDisk.endsWith('.raw')) return rawBytes(dataDisk)
  return dataDisk.endsWith('.vhdx') ? vhdxBytes(dataDisk) : virtualBytes(dataDisk)
}
