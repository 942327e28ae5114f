import type { Settings, StoredSettings } from '../../api/schema/settings.ts'
import type { Computer } from './computer.ts'

/** What a machine is given when nobody said otherwise: enough to work with, and the computer stays usable. */
export function defaultsFor(computer: Computer): Settings {
  return {
    cpus: Math.max(1, Math.min(computer.cpus, 4)),
    memoryMiB: Math.min(Math.max(Math.floor(computer.memoryMiB / 4), 2048), 8192),
    diskGiB: 64,
    accelerator: 'auto',
    engine: {},
    sharedFolders: [],
    rosetta: true,
  }
}

/** The stored settings with every default filled in; nothing is checked against the computer here. */
export function resolveSettings(stored: StoredSettings, computer: Computer): Settings {
  const defaults = defaultsFor(computer)
  return {
    cpus: stored.cpus ?? defaults.cpus,
    memoryMiB: stored.memoryMiB ?? defaults.memoryMiB,
    diskGiB: stored.diskGiB ?? defaults.diskGiB,
    accelerator: stored.accelerator ?? defaults.accelerator,
    engine: stored.engine ?? defaults.engine,
    sharedFolders: stored.sharedFolders ?? defaults.sharedFolders,
    rosetta: stored.rosetta ?? defaults.rosetta,
  }
}
