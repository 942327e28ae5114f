import {
  limits,
  type SettingChange,
  type SettingName,
  type SettingRow,
} from '../../electron/api/schema/settings.ts'
import type { SettingsService } from '../../electron/api/services/index.ts'
import { BerthError } from '../../electron/base/errors.ts'

const defaults: readonly SettingRow[] = [
  {
    name: 'cpus',
    value: 2,
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'Virtual CPUs of the machine.',
  },
  {
    name: 'memoryMiB',
    value: 2048,
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'Memory of the machine.',
  },
  {
    name: 'diskGiB',
    value: 64,
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'Size of the data disk. It can grow, not shrink.',
  },
  {
    name: 'accelerator',
    value: 'auto',
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'What makes the machine fast.',
  },
  {
    name: 'engine',
    value: {},
    isDefault: true,
    takesEffect: 'at-engine-restart',
    description: 'Goes into daemon.json.',
  },
]

/** Settings in memory, with the limits that the contract names. */
export class FakeSettings implements SettingsService {
  readonly #rows = new Map(defaults.map((row) => [row.name, row]))

  async list(): Promise<SettingRow[]> {
    return [...this.#rows.values()]
  }

  async set(name: SettingName, value: unknown): Promise<SettingChange> {
    const before = defaults.find((row) => row.name === name)!
    if (typeof value === 'number' && name in limits) {
      const range = limits[name as keyof typeof limits]
      if (value < range.min || value > range.max)
        throw new BerthError(
          'settings-invalid',
          `${name} can't be ${value}: it goes from ${range.min} to ${range.max}.`,
          {
            hint: 'Choose a value in that range.',
          },
        )
    }
    const row: SettingRow =
      value === null ? before : { ...before, value: value as SettingRow['value'], isDefault: false }
    this.#rows.set(name, row)
    return { row, needsRestart: true }
  }
}
