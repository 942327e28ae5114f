import type { SettingsService } from '../../api/services.ts'
import {
  SettingName,
  StoredSettings,
  type SettingChange,
  type SettingRow,
  type Settings,
} from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import type { Paths } from '../../base/paths.ts'
import {
  checkAgainst,
  checkDisk,
  defaultsFor,
  existingDiskBytes,
  loadSettings,
  resolveSettings,
  saveSettings,
  thisComputer,
} from '../../machine/index.ts'

const descriptions: Record<SettingName, string> = {
  cpus: 'processors of the machine',
  memoryMiB: 'memory of the machine, in MiB',
  diskGiB: 'most that the data disk can hold, in GiB; it grows as it is used, and is never made smaller',
  accelerator: 'what runs the machine: auto, or one of kvm, hvf, whpx, tcg',
  engine: "the engine's daemon.json, over Berth's own defaults",
}

/** The settings of a home, on disk. `applied` gives those that the running machine was started with, or null. */
export function settingsService(paths: Paths, applied: () => Settings | null): SettingsService {
  const list = async (): Promise<SettingRow[]> => rowsOf(await loadSettings(paths.settings))
  return {
    list,
    async set(name, value): Promise<SettingChange> {
      const stored = { ...(await loadSettings(paths.settings)), [name]: value }
      if (value === null) Reflect.deleteProperty(stored, name)
      const parsed = StoredSettings.safeParse(stored)
      if (!parsed.success) throw invalid(name, value, parsed.error.issues)
      const computer = thisComputer()
      const settings = resolveSettings(parsed.data, computer)
      checkAgainst(settings, computer)
      if (name === 'diskGiB') checkDisk(settings.diskGiB, await existingDiskBytes(paths.machine.dataDisk))
      await saveSettings(paths.settings, parsed.data)
      const row = rowsOf(parsed.data).find((each) => each.name === name)
      if (!row) throw new Error(`no row for ${name}`)
      const now = applied()
      const needsRestart = now !== null && JSON.stringify(now[name]) !== JSON.stringify(settings[name])
      return { row, needsRestart }
    },
  }
}

function rowsOf(stored: StoredSettings): SettingRow[] {
  const settings = resolveSettings(stored, thisComputer())
  const defaults = defaultsFor(thisComputer())
  return SettingName.options.map((name) => ({
    name,
    value: settings[name],
    isDefault: stored[name] === undefined || JSON.stringify(stored[name]) === JSON.stringify(defaults[name]),
    takesEffect: 'at-next-start',
    description: descriptions[name],
  }))
}

function invalid(name: SettingName, value: unknown, issues: readonly { message: string }[]): BerthError {
  const why = issues.map((issue) => issue.message).join('; ')
  return new BerthError('settings-invalid', `${name} cannot be ${JSON.stringify(value)}: ${why}.`, {
    hint: `"berth config list" shows every setting; it means: ${descriptions[name]}.`,
  })
}
