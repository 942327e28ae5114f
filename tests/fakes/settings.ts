import {
  appDefaults,
  limits,
  SettingName,
  type SettingChange,
  type SettingRow,
} from '../../electron/api/schema/settings.ts'
import {
  reservedIn,
  type EngineApplied,
  type EngineCheck,
  type EngineSettings,
  type EngineSettingsView,
  type RestartEffects,
} from '../../electron/api/schema/engine-settings.ts'
import { SharedFolders } from '../../electron/api/schema/shared-folders.ts'
import type { EngineSettingsService, SettingsService } from '../../electron/api/services/index.ts'
import { BerthError } from '../../electron/base/errors.ts'
import { addedTo, checkFolders } from '../../electron/host/settings-service.ts'
import { Topic } from '../../electron/base/topic.ts'

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
    name: 'sharedFolders',
    value: [],
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'Folders that the machine sees.',
  },
  {
    name: 'rosetta',
    value: false,
    isDefault: true,
    takesEffect: 'at-next-start',
    description: 'Whether Rosetta runs programs made for Intel.',
  },
  {
    name: 'engine',
    value: {},
    isDefault: true,
    takesEffect: 'at-engine-restart',
    description: 'Goes into daemon.json.',
  },
  ...SettingName.options.flatMap((name): SettingRow[] =>
    name in appDefaults
      ? [
          {
            name,
            value: appDefaults[name as keyof typeof appDefaults],
            isDefault: true,
            takesEffect: 'at-once',
            description: 'How the app behaves.',
          },
        ]
      : [],
  ),
]

/** The engine's settings in memory; what it says of others is as a test sets it. */
export class FakeEngineSettings implements EngineSettingsService {
  current: EngineSettingsView = { stored: {}, inUse: { same: true, refused: null } }
  running: RestartEffects = { containers: [] }
  /** the engine's words against some settings; null to accept them */
  judge: (engine: EngineSettings) => string | null = () => null
  /** how the next `apply` goes, where it goes wrong; it waits for it */
  fails: (() => Promise<EngineApplied>) | null = null
  readonly applied: EngineSettings[] = []

  async view(): Promise<EngineSettingsView> {
    return this.current
  }

  async check(engine: EngineSettings): Promise<EngineCheck> {
    const [taken] = reservedIn(engine)
    if (taken)
      throw new BerthError('settings-invalid', `The engine setting "${taken}" is Berth's own.`, {
        hint: 'Take it out.',
      })
    if (!this.current.inUse) return { outcome: 'unasked' }
    const message = this.judge(engine)
    return message === null ? { outcome: 'accepted' } : { outcome: 'refused', message }
  }

  async effects(): Promise<RestartEffects> {
    return this.running
  }

  async apply(engine: EngineSettings): Promise<EngineApplied> {
    const checked = await this.check(engine)
    if (checked.outcome === 'refused') return checked
    if (this.fails) return this.fails()
    this.applied.push(engine)
    const inUse = this.current.inUse && { same: true, refused: null }
    this.current = { stored: engine, inUse }
    return { outcome: inUse ? 'applied' : 'saved' }
  }
}

/** Settings in memory, with the limits that the contract names. */
export class FakeSettings implements SettingsService {
  readonly engine = new FakeEngineSettings()
  readonly #changes = new Topic<undefined>()
  readonly #rows = new Map(defaults.map((row) => [row.name, row]))

  async list(): Promise<SettingRow[]> {
    return [...this.#rows.values()]
  }

  async *watch(signal: AbortSignal): AsyncGenerator<SettingRow[], void> {
    const later = this.#changes.follow(signal)
    yield await this.list()
    for await (const _ of later) yield await this.list()
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
    if (name === 'sharedFolders') {
      const shared = SharedFolders.parse(this.#rows.get(name)?.value)
      await checkFolders(addedTo(shared, SharedFolders.parse(value ?? [])), true)
    }
    if (name === 'engine')
      this.engine.current = {
        stored: (value ?? {}) as EngineSettings,
        inUse: this.engine.current.inUse && { same: false, refused: null },
      }
    const row: SettingRow =
      value === null ? before : { ...before, value: value as SettingRow['value'], isDefault: false }
    this.#rows.set(name, row)
    this.#changes.publish(undefined)
    return { row, needsRestart: row.takesEffect !== 'at-once' }
  }
}
