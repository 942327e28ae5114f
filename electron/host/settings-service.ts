import { isDeepStrictEqual } from 'node:util'
import {
  appDefaults,
  limits,
  SettingName,
  StoredSettings,
  type SettingChange,
  type SettingRow,
  type Settings,
} from '../api/schema/settings.ts'
import { BerthError } from '../base/errors.ts'
import { Topic } from '../base/topic.ts'
import type { SettingsService } from '../api/services/index.ts'
import {
  checkAgainst,
  checkDisk,
  existingDiskBytes,
  loadSettings,
  missingFolders,
  defaultsFor,
  resolveSettings,
  saveSettings,
  thisComputer,
} from '../machine/index.ts'
import type { HostEngineSettings } from './engine-settings/service.ts'

export interface SettingsOptions {
  /** settings.json */
  readonly file: string
  readonly dataDisk: string
  /** this computer's driver can share folders with the machine */
  readonly canShare: boolean
  /** what the machine runs with now; null while it does not */
  readonly inUse: () => Settings | null
  readonly engine: HostEngineSettings
  /** called when a setting was changed */
  readonly changed: () => void
}

const isOfMachine = (name: SettingName): name is keyof Settings => !(name in appDefaults)

const about: Record<SettingName, { takesEffect: SettingRow['takesEffect']; description: string }> = {
  cpus: {
    takesEffect: 'at-next-start',
    description: 'Processors of the machine, up to what this computer has.',
  },
  memoryMiB: {
    takesEffect: 'at-next-start',
    description: `Memory of the machine in MiB, ${limits.memoryMiB.min} or more.`,
  },
  diskGiB: {
    takesEffect: 'at-next-start',
    description: `Size of the data disk in GiB, ${limits.diskGiB.min} to ${limits.diskGiB.max}. It takes what is used, and can only grow.`,
  },
  accelerator: {
    takesEffect: 'at-next-start',
    description: 'How the machine is run: auto tries what is there, tcg always works.',
  },
  sharedFolders: {
    takesEffect: 'at-next-start',
    description:
      'Folders of this computer that the machine sees under the same path, as a JSON list. Containers can mount what is in them.',
  },
  rosetta: {
    takesEffect: 'at-next-start',
    description: 'On Apple silicon, whether Rosetta runs programs made for Intel: true or false.',
  },
  engine: {
    takesEffect: 'at-engine-restart',
    description: "The engine's daemon.json, as a JSON object, over Berth's own defaults.",
  },
  atLogin: {
    takesEffect: 'at-once',
    description: 'Whether the app starts at login, hidden in the tray: true or false.',
  },
  onQuit: {
    takesEffect: 'at-once',
    description: 'What quitting the app does to a running machine: suspend, stop or ask.',
  },
  publishTo: {
    takesEffect: 'at-once',
    description:
      'Who reaches published ports: this-computer, or network (every computer that reaches this one).',
  },
  appearance: {
    takesEffect: 'at-once',
    description: 'How page and app look: auto (as the system), light or dark.',
  },
  language: {
    takesEffect: 'at-once',
    description: 'What the page speaks once it is loaded anew: auto (as browser or system), en or de.',
  },
  updateChannel: {
    takesEffect: 'at-once',
    description: 'Which updates are looked for: stable or beta.',
  },
  updateAutomatic: {
    takesEffect: 'at-once',
    description: 'Whether updates are looked for and fetched by themselves: true or false.',
  },
}

/** Settings as they are on disk: read anew each time, so that who edits the file by hand is right as well. */
export function settingsService(options: SettingsOptions): SettingsService {
  const { file, dataDisk, canShare, inUse, engine, changed } = options
  const changes = new Topic<undefined>()
  const row = (name: SettingName, stored: StoredSettings): SettingRow => ({
    name,
    value: stored[name] ?? { ...defaultsFor(thisComputer()), ...appDefaults }[name],
    isDefault: stored[name] === undefined,
    ...about[name],
  })
  const list = async (): Promise<SettingRow[]> => {
    const stored = await loadSettings(file)
    return SettingName.options.map((name) => row(name, stored))
  }

  return {
    engine,
    list,
    async *watch(signal) {
      // Listening before looking: nothing that happens between the two is missed.
      const later = changes.follow(signal, { latestOnly: true })
      const first = later.next()
      yield await list()
      for (let next = await first; !next.done; next = await later.next()) yield await list()
    },
    async set(name, value): Promise<SettingChange> {
      const stored = await loadSettings(file)
      const { [name]: _old, ...others } = stored
      // Not yet known to be of its type: what is not is refused, by name, as it is saved.
      const wanted = (value === null ? others : { ...others, [name]: value }) as StoredSettings
      if (StoredSettings.safeParse(wanted).success) {
        const settings = resolveSettings(wanted, thisComputer())
        checkAgainst(settings, thisComputer())
        if (name === 'engine') await accept(engine, settings.engine)
        if (name === 'sharedFolders')
          await checkFolders(addedTo(stored.sharedFolders, settings.sharedFolders), canShare)
        if (name === 'diskGiB') checkDisk(settings.diskGiB, await existingDiskBytes(dataDisk))
      }
      await saveSettings(file, wanted)
      changed()
      changes.publish(undefined)
      const running = inUse()
      const now = row(name, wanted)
      if (name === 'engine') return { row: now, needsRestart: await engine.needsRestart(wanted.engine ?? {}) }
      return {
        row: now,
        needsRestart: isOfMachine(name) && running !== null && !isDeepStrictEqual(running[name], now.value),
      }
    },
  }
}

/** Only these are judged: a folder that is gone for now must keep nobody from changing the others. */
export const addedTo = (before: readonly string[] = [], now: readonly string[]): string[] =>
  now.filter((folder) => !before.includes(folder))

/** Throws `settings-invalid` where a folder is not there, or nothing can be shared on this computer. */
export async function checkFolders(folders: readonly string[], canShare: boolean): Promise<void> {
  if (folders.length > 0 && !canShare)
    throw new BerthError('settings-invalid', 'This computer’s hypervisor cannot share folders.', {
      hint: 'Keep files in volumes, or copy them with "docker cp".',
    })
  const [missing] = await missingFolders(folders)
  if (missing !== undefined)
    throw new BerthError('settings-invalid', `There is no folder ${missing} on this computer.`, {
      hint: 'Give the whole path of a folder that is there.',
    })
}

/** Throws `settings-invalid` with the engine's own words when it would not accept these. */
async function accept(service: HostEngineSettings, engine: Settings['engine']): Promise<void> {
  const checked = await service.check(engine)
  if (checked.outcome !== 'refused') return
  throw new BerthError('settings-invalid', `The engine does not accept these settings: ${checked.message}`, {
    hint: 'Correct what it names; nothing was changed.',
  })
}
